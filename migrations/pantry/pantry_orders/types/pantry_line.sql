create type api.pantry_line as (
  line_no integer,
  sku text,
  title text,
  ordered integer,
  given integer
);

comment on type api.pantry_line is 'An item of an order: how many pieces were ordered, and how many are given.';
comment on column api.pantry_line.title is '@nullable';
