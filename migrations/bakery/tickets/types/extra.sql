create type api.extra as (
  sku text,
  title text,
  quantity integer,
  used integer,
  skipped integer
);

comment on type api.extra is
  'A product of an order beside its cakes: how many in all, how many have left the house, and how many a packer left out '
  'that are still held.';
comment on column api.extra.sku is '@nullable';
