create type api.pantry_line as (
  line_no integer,
  sku text,
  title text,
  ordered integer,
  given integer,
  in_place_of integer,
  offer text,
  offered_until timestamptz
);

comment on type api.pantry_line is 'An item of an order: how many pieces were ordered, and how many are given. in_place_of: the line of which they take the place, if the '
  'member agrees: the offer is open, accepted, declined or lapsed.';
comment on column api.pantry_line.title is '@nullable';
comment on column api.pantry_line.in_place_of is '@nullable';
comment on column api.pantry_line.offer is '@nullable';
comment on column api.pantry_line.offered_until is '@nullable';
