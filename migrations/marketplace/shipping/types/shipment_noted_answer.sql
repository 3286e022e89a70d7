create type api.shipment_noted_answer as (
  goes_on boolean
);

comment on type api.shipment_noted_answer is 'Whether the order goes on: its label may be fetched.';
