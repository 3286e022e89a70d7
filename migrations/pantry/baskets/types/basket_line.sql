create type api.basket_line as (
  sku core.sku,
  quantity core.line_quantity
);

comment on type api.basket_line is 'So many pieces of an item in a basket. @in requests';
