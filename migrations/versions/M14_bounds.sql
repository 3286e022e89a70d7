-- The outbox when it is long: when a row is due and which SKU it is about are columns that an index can have, and no row
-- is running without a lease.
-- squawk-ignore-file require-concurrent-index-creation, adding-field-with-default, require-concurrent-index-deletion, constraint-missing-not-valid
-- depends: M13_credentials
set local role ordak_owner;

-- The rows of a batch had no lease of their own: it is the batch's. What nobody holds is due.
update core.work_queue w set locked_by = coalesce(w.locked_by, 'nobody'), locked_at = coalesce(w.locked_at, w.updated_at),
  lease_expires_at = coalesce(w.lease_expires_at, (
    select b.lease_expires_at from core.push_batches b where b.status = 'open' and w.locked_by = 'batch:' || b.batch_id), core.now())
where w.status = 'running' and (w.locked_by is null or w.locked_at is null or w.lease_expires_at is null);

-- A stored column writes the table anew, which looks at every row for the constraint as well.
alter table core.work_queue
  -- Of a row that runs: when its lease is over, and it is anybody's.
  add column due_at timestamptz generated always as (
    case when status = 'running' then lease_expires_at else coalesce(next_retry_at, created_at) end) stored,
  -- A column of its own: under the policies of ordak_api no index serves `payload ->> 'sku'`, which is not leakproof.
  add column sku text generated always as (payload ->> 'sku') stored,
  add constraint running_has_a_lease
    check (status <> 'running' or (locked_by is not null and locked_at is not null and lease_expires_at is not null));

create index work_queue_next on core.work_queue (topic, priority desc, due_at, work_id)
  where status in ('pending', 'error', 'running');
create index work_queue_push on core.work_queue (store, priority desc, due_at, work_id)
  where topic = 'inventory_push' and status in ('pending', 'error', 'running');
create index work_queue_sku on core.work_queue (store, sku)
  where topic = 'inventory_push' and status in ('pending', 'error', 'running');
-- What is leased is found by its lease: for the same reason the planner knows nothing of how many rows are running.
create index work_queue_leased on core.work_queue (topic, store, lease_expires_at) where lease_expires_at is not null;
create index work_queue_held on core.work_queue (locked_by) where status = 'running';
create index work_queue_due_at on core.work_queue (due_at) where status in ('pending', 'error', 'running');
create index work_queue_stray on core.work_queue (work_id)
  where store is null and topic <> 'alert' and status in ('pending', 'error', 'running');
create index work_queue_failed on core.work_queue (topic, store, status, work_id) where status in ('error', 'dead');
drop index core.work_queue_topic_due, core.work_queue_waiting;

-- The last look of a kind at a shop, of all there ever were.
create index sync_runs_last on core.sync_runs (store, kind, started_at);
