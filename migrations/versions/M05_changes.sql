-- Orders that change after they came: what a ticket was when somebody last knew it; one open shortfall per component.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M04_inventory_sync
set local role ordak_owner;

-- Quantities that a person types: three decimals, as the ledger has.
create domain core.stock_qty as numeric check (value > 0 and value <= 1000000 and value = round(value, 3));
comment on domain core.stock_qty is '{"gt": 0, "le": 1000000, "decimal_places": 3}';
create domain core.stock_level as numeric check (value >= 0 and value <= 1000000 and value = round(value, 3));
comment on domain core.stock_level is '{"ge": 0, "le": 1000000, "decimal_places": 3}';
create domain core.stock_delta as numeric check (abs(value) <= 1000000 and value = round(value, 3));
comment on domain core.stock_delta is '{"ge": -1000000, "le": 1000000, "decimal_places": 3}';
create domain core.sku as text check (length(value) between 1 and 200 and value = btrim(value));
comment on domain core.sku is '{"strip_whitespace": true, "min_length": 1, "max_length": 200}';

create type core.authority as enum ('ordak', 'shopify');

alter table core.inventory_items
  add column low_at numeric(14, 3),
  -- Who is right about this item when the nightly run finds two figures.
  add column authority core.authority not null default 'ordak';

alter table core.sales
  add column cancelled_at timestamptz,
  add column fulfilled_at timestamptz,
  add column redacted_at timestamptz,
  -- Refunds and edits that were followed by their own delivery, which says only what they changed.
  add column followed text[] not null default '{}';

-- How much of an extra has left the house with the order's last cake: it is never needed again.
alter table core.sale_lines add column used integer not null default 0 check (used >= 0);

create index sale_lines_sku on core.sale_lines (sku) where sku is not null;

alter table core.transitions add column if_changed boolean not null default true;

create type core.change_kind as enum ('edit', 'cancel');

-- The shop changed a cake that was begun. before is what the kitchen last knew; its texts can be emptied.
create table core.ticket_changes (
  change_id bigint generated always as identity primary key,
  store text not null references core.stores,
  ticket_id text not null,
  kind core.change_kind not null,
  before jsonb not null default '{}',
  detected_at timestamptz not null default core.now(),
  acknowledged_at timestamptz,
  acknowledged_by text,
  foreign key (store, ticket_id) references core.orders on delete cascade
);
create unique index ticket_changes_open on core.ticket_changes (store, ticket_id) where acknowledged_at is null;
create index ticket_changes_ticket on core.ticket_changes (store, ticket_id);

-- One open row per order and component: what was written as two is one.
with doubled as (
  select s.store, s.order_gid, s.sku, min(s.shortfall_id) as kept, sum(s.qty) as qty
  from core.shortfalls s where s.cleared_at is null
  group by s.store, s.order_gid, s.sku having count(*) > 1
), summed as (
  update core.shortfalls s set qty = d.qty from doubled d where s.shortfall_id = d.kept
)
update core.shortfalls s set cleared_at = core.now()
from doubled d
where s.store = d.store and s.order_gid = d.order_gid and s.sku = d.sku and s.shortfall_id > d.kept and s.cleared_at is null;
create unique index shortfalls_one_open on core.shortfalls (store, order_gid, sku) where cleared_at is null;

-- Cakes were finished before finishing used anything up: what their orders still hold has left the house.
with gone as (
  select t.store, t.ref_id, t.sku, sum(t.reserved_delta) as qty
  from core.inventory_txn t
  where t.ref_id is not null and (
    select bool_or(o.stage = 'Complete') and bool_and(o.stage = 'Complete' or o.cancelled_at is not null)
    from core.orders o where o.store = t.store and o.order_gid = t.ref_id)
  group by t.store, t.ref_id, t.sku having sum(t.reserved_delta) > 0
), written as (
  insert into core.inventory_txn (sku, kind, qty, reason, store, ref_id)
  select g.sku, 'consume', -g.qty, 'order', g.store, g.ref_id from gone g
), summed as (
  select g.sku, sum(g.qty) as qty from gone g group by g.sku
)
update core.inventory_items i set on_hand = i.on_hand - s.qty, reserved = i.reserved - s.qty from summed s where s.sku = i.sku;
