create type api.stocked_item as (
  shops api.shop_level[]
);

comment on type api.stocked_item is 'An item, and what each shop shows of it. @extends item';
