create type api.pantry_order_answer as (
  "order" api.pantry_order
);

comment on type api.pantry_order_answer is 'An order as it is now.';
