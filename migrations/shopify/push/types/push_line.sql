create type api.push_line as (
  line integer,
  sku text,
  inventory_item_gid text,
  location_gid text,
  from_qty integer,
  to_qty integer
);

comment on type api.push_line is 'One level to set: to to_qty, if it is from_qty.';
