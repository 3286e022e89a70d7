create type api.sold_product as (
  product_id text,
  variant_id text,
  title text,
  sku text,
  kind core.line_kind,
  decided_by text,
  decided_at timestamptz,
  since timestamptz,
  open_orders integer
);

comment on type api.sold_product is
  'A product of a store and what was decided of it; without ids it is known by title and sku. open_orders: how many orders a '
  'decision may still change, 1000 for that many or more.';
comment on column api.sold_product.product_id is '@nullable';
comment on column api.sold_product.variant_id is '@nullable';
comment on column api.sold_product.title is '@nullable';
comment on column api.sold_product.sku is '@nullable';
comment on column api.sold_product.kind is '@nullable';
comment on column api.sold_product.decided_by is '@nullable';
comment on column api.sold_product.decided_at is '@nullable';
