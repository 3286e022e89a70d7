create type api.shelf_item as (
  sku text,
  title text,
  pieces_left integer,
  most integer,
  suits text[],
  fits boolean
);

comment on type api.shelf_item is
  'An item that a pantry offers: how many are left, how many the household may still have of it in the session, which diets it suits, '
  'and whether these are all of the household''s.';
comment on column api.shelf_item.title is '@nullable';
comment on column api.shelf_item.most is '@nullable';
