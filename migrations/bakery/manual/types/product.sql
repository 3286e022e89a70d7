create type api.product as (
  line integer
);

comment on type api.product is 'What is ordered, by its line in the order; without one it is new. @in requests @extends new_product';
comment on column api.product.line is '@nullable';
