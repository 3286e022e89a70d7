create type api.orders_to_track_answer as (
  orders api.order_to_track[]
);

comment on type api.orders_to_track_answer is 'Orders that are to be shipped at their marketplace.';
