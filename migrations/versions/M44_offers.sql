-- What a store offers at its marketplace, what that shows of each SKU, and the import of stock that is under way there.
-- depends: M43_spellings
set local role ordak_owner;

alter table core.marketplaces
  -- The import of orders that is under way, or was the last; and that of which every order is here, up to its beginning.
  add column import_begun_at timestamptz,
  add column orders_complete_until timestamptz,
  -- When all offers were listed, and since when an import of stock is under way: its id is not known until it was sent.
  add column offers_listed_at timestamptz,
  add column stock_claimed_at timestamptz,
  add column stock_import_id text;

create table core.marketplace_offers (
  store text not null references core.stores,
  sku text not null,
  -- How many the marketplace shows, as far as we know, at a moment: what is ordered later it takes off by itself.
  known_qty integer,
  known_at timestamptz not null,
  -- It may show less: it is not known what became of an import.
  is_unsure boolean not null default false,
  -- Since when it is to show more than it does.
  raise_since timestamptz,
  -- Its figure in the import that is under way.
  sending integer,
  -- The marketplace refused its figure: a code, and when.
  fault text,
  fault_at timestamptz,
  listed_at timestamptz not null,
  primary key (store, sku)
);
