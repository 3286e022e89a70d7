create type api.offered_items_answer as (
  items api.offered_item[]
);

comment on type api.offered_items_answer is 'The items of a pantry, as staff set them.';
