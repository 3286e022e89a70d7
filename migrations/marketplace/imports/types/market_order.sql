create type api.market_order as (
  order_gid text,
  mirakl_id text,
  status text,
  state text,
  updated_at timestamptz,
  accept_by timestamptz,
  ship_by timestamptz,
  fault text
);

comment on type api.market_order is
  'An order of a marketplace: where it is here (status) and there (state), and until when it is to be accepted and shipped.';
comment on column api.market_order.ship_by is '@nullable';
comment on column api.market_order.fault is '@nullable';
