create type api.kept_line as (
  sku text,
  title text,
  quantity integer,
  pieces_left integer
);

comment on type api.kept_line is
  'A line of a basket, and how many of its pieces the pantry still has for it: 0 where the item is not offered any more.';
comment on column api.kept_line.title is '@nullable';
