create type api.item as (
  sku text,
  title text,
  uom text,
  on_hand numeric,
  reserved numeric,
  buffer numeric,
  ats numeric,
  low_at numeric,
  stocked boolean,
  authority text,
  shelf text,
  weight numeric,
  barcodes api.item_barcode[],
  short numeric
);

comment on type api.item is
  'An item of the store room: on hand, held for orders, kept back, and what may still be sold; its shelf, its weight in kilograms.';
comment on column api.item.low_at is '@nullable';
comment on column api.item.shelf is '@nullable';
comment on column api.item.weight is '@nullable';
