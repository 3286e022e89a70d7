-- What was scanned into a parcel, how often its label was printed, and since when it is packed.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- depends: M40_messages
set local role ordak_owner;

-- Of the label, not of the box: under a new label the box is packed anew.
alter table core.shipments
  add column prints integer not null default 0,
  add column packed_at timestamptz,
  -- A person was alerted that the parcel lies here.
  add column unpacked_warned_at timestamptz;
create index shipments_unpacked on core.shipments (store, label_at) where state = 'bought' and packed_at is null;
create index shipments_not_undone on core.shipments (store) where state = 'bought' and undo_tries >= 3;

-- A scan that was counted: of a box so many pieces, of a thing that is made of others one row for each.
create table core.parcel_scans (
  store text not null,
  order_gid text not null,
  parcel integer not null check (parcel > 0),
  scan_id uuid not null,
  sku text not null,
  quantity numeric not null check (quantity > 0),
  scanned_at timestamptz not null default core.now(),
  undone_at timestamptz,
  primary key (store, order_gid, parcel, scan_id, sku),
  foreign key (store, order_gid) references core.marketplace_orders
);
