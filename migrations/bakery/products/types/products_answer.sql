create type api.products_answer as (
  products api.sold_product[]
);

comment on type api.products_answer is 'Undecided products, the oldest first.';
