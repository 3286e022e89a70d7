create type api.parcel_item as (
  sku text,
  title text,
  shelf text,
  needed numeric,
  verified numeric,
  barcodes text[]
);

comment on type api.parcel_item is 'A thing of a parcel: how many belong in, how many were scanned, and by what codes it is known.';
comment on column api.parcel_item.shelf is '@nullable';
