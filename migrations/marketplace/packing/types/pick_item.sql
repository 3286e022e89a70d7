create type api.pick_item as (
  sku text,
  title text,
  shelf text,
  pieces numeric,
  parcels integer
);

comment on type api.pick_item is 'A thing to be picked: how much of it, for how many parcels, and where it lies.';
comment on column api.pick_item.shelf is '@nullable';
