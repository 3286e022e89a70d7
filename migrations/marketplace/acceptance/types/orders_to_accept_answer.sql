create type api.orders_to_accept_answer as (
  orders api.order_to_accept[]
);

comment on type api.orders_to_accept_answer is 'Orders that wait for their acceptance.';
