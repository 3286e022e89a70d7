create type api.item_answer as (
);

comment on type api.item_answer is 'The item as it is now. @extends item';
