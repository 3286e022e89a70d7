create type api.voidable_shipment as (
  order_gid text,
  mirakl_id text,
  parcel integer,
  attempt integer,
  request_id text,
  shipment_id text,
  carrier_status text,
  undoing text
);

comment on type api.voidable_shipment is 'A label that is to be undone, and how that was tried before.';
comment on column api.voidable_shipment.carrier_status is '@nullable';
comment on column api.voidable_shipment.undoing is '@nullable';
