create type api.products_answer as (
  products api.sold_product[]
);

comment on type api.products_answer is 'Products that nobody has decided, the longest waiting first.';
