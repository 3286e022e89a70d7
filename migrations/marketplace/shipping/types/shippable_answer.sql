create type api.shippable_answer as (
  setting jsonb,
  orders api.shippable_order[]
);

comment on type api.shippable_answer is 'The setting `parcel` of the store, and orders by deadline.';
comment on column api.shippable_answer.setting is '@nullable';
