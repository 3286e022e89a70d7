create type api.new_product as (
  kind core.line_kind,
  sku core.sku,
  title core.caption,
  quantity core.line_quantity,
  flavour core.caption,
  size core.caption,
  cake_message core.remark,
  notes core.remark,
  allergies core.remark,
  unit_amount core.amount
);

comment on type api.new_product is
  'A product to order: a cake, each piece a ticket of its own, an extra that goes with them, or a service, for which '
  'nothing is kept. Without a kind it is of the kind decided for the product, else a cake. SKU or title must be there; a '
  'product without a SKU holds no stock. unit_amount is in the store''s currency. @in requests';
comment on column api.new_product.kind is '@nullable';
comment on column api.new_product.sku is '@nullable';
comment on column api.new_product.title is '@nullable';
comment on column api.new_product.flavour is '@nullable';
comment on column api.new_product.size is '@nullable';
comment on column api.new_product.cake_message is '@nullable';
comment on column api.new_product.notes is '@nullable';
comment on column api.new_product.allergies is '@nullable';
comment on column api.new_product.unit_amount is '@nullable';
