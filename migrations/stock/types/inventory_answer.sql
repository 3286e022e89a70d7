create type api.inventory_answer as (
  on_hand numeric,
  reserved numeric,
  buffer numeric,
  ats numeric,
  items api.stocked_item[]
);

comment on type api.inventory_answer is 'Stock, summed up over its items.';
