-- Pushes to Shopify: what each shop is known to show, the batch that is under way, and runs of synchronisation.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M05_changes
set local role ordak_owner;

create table core.shops (
  store text primary key references core.stores,
  location_gid text,
  uninstalled_at timestamptz,
  -- When somebody last said that the app is there again: an older word that it was removed is old news.
  installed_at timestamptz,
  -- Since when its sales are taken off our stock: what it handed over before was never in our count.
  live_since timestamptz not null default core.now(),
  -- Halved while the shop refuses a batch without naming the line; whole again after one that it took.
  batch_limit integer not null default 250 check (batch_limit between 1 and 250),
  -- The shop's bucket of query points, as its last answer told: shared by every process.
  points_left numeric,
  points_rate numeric,
  points_max numeric,
  points_at timestamptz,
  -- Every order that the shop took before this moment is here, or was before we began to look.
  orders_complete_until timestamptz default core.now(),
  updated_at timestamptz not null default core.now()
);
create trigger set_updated_at before update on core.shops for each row execute function core.set_updated_at();
insert into core.shops (store) select s.store from core.stores s;

alter table core.shop_skus
  add column product_id text,
  -- How far the shop differs from what our own changes and the orders that are here make of it. Zero: explained.
  add column unexplained integer not null default 0,
  -- When the difference was seen: only a look for orders that began later explains it.
  add column seen_at timestamptz,
  -- The shop has said something else: its level is read before anything is sent.
  add column verify boolean not null default false,
  -- Why this SKU cannot be pushed: SKU_NOT_IN_SHOP, SKU_AMBIGUOUS, or the shop's own code.
  add column fault text;
create index shop_skus_product on core.shop_skus (store, product_id) where product_id is not null;
-- One item is one SKU: two would set its level in turn.
create unique index shop_skus_item on core.shop_skus (store, inventory_item_gid) where inventory_item_gid is not null;

create type core.push_status as enum ('open', 'done', 'refused', 'given_up');

-- Stored before it is sent: a retry repeats lines and key. One at a time for each shop.
create table core.push_batches (
  batch_id bigint generated always as identity primary key,
  store text not null references core.stores,
  key uuid not null unique default gen_random_uuid(),
  status core.push_status not null default 'open',
  worker text,
  lease_expires_at timestamptz,
  attempts integer not null default 1,
  last_error text,
  created_at timestamptz not null default core.now(),
  finished_at timestamptz
);
create unique index push_batches_open on core.push_batches (store) where status = 'open';
create index push_batches_store on core.push_batches (store);

create table core.push_lines (
  batch_id bigint not null references core.push_batches on delete cascade,
  line_no integer not null,
  store text not null references core.stores,
  sku text not null,
  inventory_item_gid text not null,
  location_gid text not null,
  from_qty integer not null,
  to_qty integer not null,
  fault text,
  primary key (batch_id, line_no)
);
create index push_lines_sku on core.push_lines (store, sku, batch_id);

alter table core.sync_runs
  add column worker text,
  add column lease_expires_at timestamptz,
  add column since timestamptz,
  add column dry_run boolean not null default false,
  add column requested_by text,
  add column last_error text;
create unique index sync_runs_running on core.sync_runs (store, kind) where status = 'running';

-- What a run found, one row each: ids and quantities only.
create table core.sync_findings (
  finding_id bigint generated always as identity primary key,
  run_id bigint not null references core.sync_runs on delete cascade,
  store text not null references core.stores,
  kind text not null,
  ref text not null,
  detail jsonb not null default '{}',
  repaired boolean not null default false,
  created_at timestamptz not null default core.now(),
  unique (run_id, kind, ref)
);
create index sync_findings_ref on core.sync_findings (store, ref, kind);
