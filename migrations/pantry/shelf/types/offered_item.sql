create type api.offered_item as (
  sku text,
  title text,
  is_offered boolean,
  limit_each integer,
  limit_per_person integer,
  suits text[],
  substitutes text[],
  barcodes api.item_barcode[]
);

comment on type api.offered_item is 'An item of the store room that a pantry offers.';
comment on column api.offered_item.title is '@nullable';
comment on column api.offered_item.limit_each is '@nullable';
comment on column api.offered_item.limit_per_person is '@nullable';
