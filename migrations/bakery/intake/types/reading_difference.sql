create type api.reading_difference as (
  order_gid text,
  name text,
  line_no integer,
  field text,
  change text,
  before text,
  after text
);

comment on type api.reading_difference is
  'A field that two sets of rules read differently: of an order, or of a line and its tickets. `change` is added, removed or '
  'changed. `before` and `after` only where no customer''s words stand: unreadable, kind, quantity, due_date, delivery_method, flags.';
comment on column api.reading_difference.name is '@nullable';
comment on column api.reading_difference.line_no is '@nullable';
comment on column api.reading_difference.before is '@nullable';
comment on column api.reading_difference.after is '@nullable';
