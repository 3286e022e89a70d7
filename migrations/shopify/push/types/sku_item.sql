create type api.sku_item as (
  sku text,
  inventory_item_gid text
);

comment on type api.sku_item is 'A SKU and the shop''s item for it.';
