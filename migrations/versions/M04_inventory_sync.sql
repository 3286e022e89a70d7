-- Inventory sync: leases and dedupe of the work queue, what each shop is known to show.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M03_inventory
set local role ordak_owner;

alter table core.work_queue
  add column lease_expires_at timestamptz,
  add column finished_at timestamptz,
  add column last_error text;

-- Unique among what waits: a row that a worker already holds does not swallow a later change.
create unique index work_queue_dedupe on core.work_queue (topic, dedupe_key) where status in ('pending', 'error');
create index work_queue_topic_due on core.work_queue (topic, priority desc, work_id)
  where status in ('pending', 'error', 'running');
create index work_queue_finished on core.work_queue (finished_at) where finished_at is not null;
create index work_queue_waiting on core.work_queue (next_retry_at) where status in ('pending', 'error');
create index work_queue_dead on core.work_queue (work_id) where status = 'dead';
create index work_queue_store on core.work_queue (store);

create type core.inventory_policy as enum ('deny', 'continue');

create table core.shop_skus (
  store text not null references core.stores,
  sku text not null,
  inventory_item_gid text,
  location_gid text,
  known_qty integer,
  known_at timestamptz,
  tracked boolean,
  policy core.inventory_policy,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now(),
  primary key (store, sku)
);
create index shop_skus_sku on core.shop_skus (sku);
create trigger set_updated_at before update on core.shop_skus for each row execute function core.set_updated_at();
