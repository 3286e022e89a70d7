create type api.shop_level as (
  store text,
  shows integer,
  as_of timestamptz,
  unexplained integer,
  fault text
);

comment on type api.shop_level is 'The level that a shop is known to show, and why it may differ.';
comment on column api.shop_level.shows is '@nullable';
comment on column api.shop_level.as_of is '@nullable';
comment on column api.shop_level.fault is '@nullable';
