create type api.shippable_order as (
  order_gid text,
  mirakl_id text,
  ship_by text,
  address jsonb,
  parcel integer,
  has_ended boolean,
  attempt integer,
  look_from integer,
  lines jsonb,
  shipment jsonb
);

comment on type api.shippable_order is 'An order whose label is to be bought, looked up or fetched.';
comment on column api.shippable_order.address is '@nullable';
comment on column api.shippable_order.shipment is '@nullable';
