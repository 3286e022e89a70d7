-- Orders of marketplaces: sales whose lines are items, with what the marketplace says of each; and the places and barcodes of items.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint, ban-drop-constraint, adding-serial-primary-key-field
-- depends: M35_personal_columns
create schema marketplace authorization ordak_owner;
set local role ordak_owner;

-- A thing of the store room, which is wanted like a cake and has no ticket.
alter type core.line_kind add value 'item' after 'service';

create domain core.barcode as text check (length(value) between 1 and 80 and value = btrim(value));
comment on domain core.barcode is '{"strip_whitespace": true, "min_length": 1, "max_length": 80}';
-- None: it is that item's no more.
create domain core.barcode_pieces as integer check (value between 0 and 1000);
comment on domain core.barcode_pieces is '{"ge": 0, "le": 1000}';
create domain core.weight as numeric check (value > 0 and value <= 1000 and value = round(value, 3));
comment on domain core.weight is '{"gt": 0, "le": 1000, "decimal_places": 3}';

-- Where an item lies and what a piece of it weighs, in kilograms.
alter table core.inventory_items
  add column shelf text,
  add column weight numeric(7, 3),
  add constraint inventory_items_weight check (weight > 0) not valid;

-- What is printed on an item, or on a box of so many of it.
create table core.item_barcodes (
  organisation text not null default coalesce(core.house(), 'house'),
  barcode text not null check (barcode = btrim(barcode) and barcode <> ''),
  sku text not null,
  quantity integer not null default 1 check (quantity > 0),
  created_at timestamptz not null default core.now(),
  primary key (organisation, barcode),
  foreign key (organisation, sku) references core.inventory_items (organisation, sku)
);
create index item_barcodes_item on core.item_barcodes (organisation, sku);

-- A marketplace store's account there. No row: it was never imported.
create table core.marketplaces (
  store text primary key references core.stores,
  -- What was shipped before it was imported for the first time is in no figure of ours.
  live_since timestamptz not null default core.now(),
  -- By the marketplace's own clock: every change up to then is here.
  imported_until timestamptz,
  carriers jsonb,
  carriers_at timestamptz
);

create table core.customers (
  store text not null references core.stores,
  customer_id text not null,
  name text,
  locale text,
  created_at timestamptz not null default core.now(),
  primary key (store, customer_id)
);

-- What the marketplace says of an order, and how far the steps are with it. Its lines, its stock and its end are the sale's.
create table core.marketplace_orders (
  store text not null,
  order_gid text not null,
  mirakl_id text not null,
  commercial_id text,
  flow text not null generated always as ('marketplace') stored,
  -- Where we are with it: as its latest event says.
  status text not null,
  -- Where the marketplace is with it, as it last said so, and when that changed.
  state text not null,
  last_updated_at timestamptz not null,
  state_since timestamptz not null default core.now(),
  can_shop_ship boolean not null default false,
  has_incident boolean not null default false,
  accept_by timestamptz not null,
  ship_by timestamptz,
  customer_id text,
  -- Where it goes, as the marketplace writes it; it may come only with the state SHIPPING.
  address jsonb,
  -- What a person, or a setting, has decided where acceptance asked: accept although stock is short, or refuse.
  decision text check (decision in ('accept', 'refuse')),
  -- The write under way at the marketplace: which, since when, and how often its result was read since.
  writing text,
  written_at timestamptz,
  rereads integer not null default 0,
  -- When a step looks at it next.
  due_at timestamptz not null default core.now(),
  -- The code of the failure that keeps it where it is, and how often in a row.
  fault text,
  failures integer not null default 0,
  -- Of the time to accept it, or to be debited: up to which mark a person was alerted.
  accept_warned integer not null default 0,
  asked_at timestamptz,
  debit_warned integer not null default 0,
  primary key (store, order_gid),
  unique (store, mirakl_id),
  foreign key (store, order_gid) references core.sales,
  foreign key (flow, status) references core.statuses,
  foreign key (store, customer_id) references core.customers,
  check ((writing is null) = (written_at is null))
);
create index marketplace_orders_due on core.marketplace_orders (store, status, due_at);
create index marketplace_orders_customer on core.marketplace_orders (store, customer_id) where customer_id is not null;

-- What came in place of an order and could not be read, until it can. Of its text nothing is kept: it can be asked for again.
create table core.unread_orders (
  store text not null references core.stores,
  mirakl_id text not null,
  code text not null,
  seen_at timestamptz not null default core.now(),
  times integer not null default 1,
  primary key (store, mirakl_id)
);

-- A kind whose runs begin every few minutes and mostly find nothing: of those that went through only the last is kept, without an event.
alter table core.run_kinds add column quiet boolean not null default false;
comment on column core.run_kinds.of_shop is 'Only where the shop, or the marketplace, can be called.';

-- One action may lead to more than one status, where its caller says to which.
alter table core.moves
  drop constraint moves_pkey,
  add primary key (flow, action, from_status, to_status);
