create type api.pantry_orders_answer as (
  at timestamptz,
  timezone text,
  stores text[],
  orders api.pantry_order[]
);

comment on type api.pantry_orders_answer is 'Orders of a pantry, those picked up first at the top. stores: the pantries of the caller.';
