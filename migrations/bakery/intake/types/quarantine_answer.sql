create type api.quarantine_answer as (
  deliveries api.held_delivery[]
);

comment on type api.quarantine_answer is 'Deliveries, oldest first.';
