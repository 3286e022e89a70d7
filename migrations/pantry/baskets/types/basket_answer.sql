create type api.basket_answer as (
  basket api.basket
);

comment on type api.basket_answer is 'A basket as it is now.';
