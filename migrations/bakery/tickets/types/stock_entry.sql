create type api.stock_entry as (
  at timestamptz,
  sku text,
  title text,
  uom text,
  kind text,
  qty numeric,
  event_no bigint
);

comment on type api.stock_entry is
  'An entry of the ledger of stock, negative for what it takes; event_no is the event that it was written with.';
comment on column api.stock_entry.event_no is '@nullable';
