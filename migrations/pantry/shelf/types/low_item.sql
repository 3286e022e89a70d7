create type api.low_item as (
  sku text,
  title text,
  ats numeric,
  low_at numeric,
  used_a_day numeric,
  days_left numeric
);

comment on type api.low_item is
  'An item that runs low: what is left of it for orders, the level at which that is called low, how much of it left the store room on an '
  'average day, and how many such days it lasts: none if it never left.';
comment on column api.low_item.title is '@nullable';
comment on column api.low_item.low_at is '@nullable';
comment on column api.low_item.days_left is '@nullable';
