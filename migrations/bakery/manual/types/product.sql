create type api.product as (
  line integer
);

comment on type api.product is
  'A product of an order, by its line; without a line it is new. @in requests @extends new_product';
comment on column api.product.line is '@nullable';
