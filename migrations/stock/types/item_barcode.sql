create type api.item_barcode as (
  barcode text,
  quantity integer
);

comment on type api.item_barcode is 'A barcode of an item, and how many pieces it stands for.';
