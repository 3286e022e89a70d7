create type api.bodies_answer as (
  orders api.order_body[]
);

comment on type api.bodies_answer is 'Orders to be read again.';
