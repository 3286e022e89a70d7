-- Labels that are bought at a carrier: each attempt is a row before the carrier is called, so that none is bought twice.
-- depends: M38_clock
set local role ordak_owner;

create table core.shipments (
  store text not null,
  order_gid text not null,
  parcel integer not null check (parcel > 0),
  attempt integer not null check (attempt > 0),
  -- What the carrier finds it by.
  request_id text not null,
  -- claimed: asked for, and no answer yet. unknown: no answer that says what came of it. failed: nothing was bought.
  state text not null default 'claimed' check (state in ('claimed', 'unknown', 'bought', 'failed', 'voided', 'refunded')),
  -- Why it is not further: a code.
  fault text,
  claimed_at timestamptz not null default core.now(),
  -- Of what may have been bought: when the carrier last said that it has none of this request id.
  looked_at timestamptz,
  -- A person has said that it was not bought, so that the next attempt may be.
  released_at timestamptz,
  bought_at timestamptz,
  shipment_id text,
  -- The carrier's status: created, transmitted, suspended.
  carrier_status text,
  -- Not unique: the carrier's test environment has one for all.
  pin text,
  price numeric(10, 2),
  label_link text,
  label_tries integer not null default 0,
  label_key text,
  label_sha256 bytea,
  label_bytes integer,
  label_at timestamptz,
  -- A person wants it undone.
  void_asked_at timestamptz,
  void_asked_by text,
  -- The carrier was asked to undo it: as void or as refund, and when.
  undoing text check (undoing in ('void', 'refund')),
  undoing_at timestamptz,
  undo_tries integer not null default 0,
  undone_at timestamptz,
  refund_ticket text,
  primary key (store, order_gid, parcel, attempt),
  unique (store, request_id),
  foreign key (store, order_gid) references core.marketplace_orders,
  check (state <> 'bought' or shipment_id is not null)
);
-- Of a parcel one attempt at a time may have a label.
create unique index shipments_live on core.shipments (store, order_gid, parcel) where state in ('claimed', 'unknown', 'bought');
-- What is looked up, what is counted for a day, what a person wants undone: few of very many.
create index shipments_open on core.shipments (store, order_gid) where state in ('claimed', 'unknown');
create index shipments_claimed on core.shipments (store, claimed_at);
create index shipments_void_asked on core.shipments (store) where state = 'bought' and void_asked_at is not null;
create index shipments_kept on core.shipments (store) where label_key is not null;

-- What is in the parcel.
create table core.shipment_lines (
  store text not null,
  order_gid text not null,
  parcel integer not null,
  attempt integer not null,
  line_no integer not null,
  quantity integer not null check (quantity > 0),
  primary key (store, order_gid, parcel, attempt, line_no),
  foreign key (store, order_gid, parcel, attempt) references core.shipments
);
