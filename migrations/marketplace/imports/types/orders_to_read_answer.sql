create type api.orders_to_read_answer as (
  mirakl_ids text[]
);

comment on type api.orders_to_read_answer is 'Ids of orders, as the marketplace knows them.';
