create type api.product_answer as (
  product api.sold_product
);

comment on type api.product_answer is 'The product with its current decision.';
