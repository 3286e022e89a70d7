create type api.offered_item_answer as (
  item api.offered_item
);

comment on type api.offered_item_answer is 'An item that a pantry offers, as it is now.';
