create type api.shipment_claim_answer as (
  claimed boolean
);

comment on type api.shipment_claim_answer is 'Whether this caller may now buy the label, or undo it: once.';
