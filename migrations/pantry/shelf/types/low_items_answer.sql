create type api.low_items_answer as (
  items api.low_item[]
);

comment on type api.low_items_answer is 'Items that run low, first what lasts shortest.';
