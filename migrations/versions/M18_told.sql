-- What is told of workers: which of them stand still, when each ran last, and how many of their calls came to nothing.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion
-- depends: M17_products
set local role ordak_owner;

-- A topic of a store whose work nobody takes, from when somebody is told until it ends.
create table core.standstills (
  topic text not null,
  store text references core.stores (store),
  since timestamptz not null,
  unique nulls not distinct (store, topic)
);

-- What a worker did in a minute. Kept for two hours, and its last minute for good.
create table core.worker_minutes (
  worker text not null,
  minute timestamptz not null,
  refused integer not null default 0,
  crashed integer not null default 0,
  last_run_at timestamptz,
  primary key (worker, minute)
);

-- The oldest row of each topic and store, however many wait. By the topic as a name: the planner must not take this index
-- for claims, which go by the topic itself and have an index in their own order.
create index work_queue_oldest on core.work_queue (store, (topic::name), due_at)
  where status in ('pending', 'error', 'running');
drop index core.work_queue_due_at;

-- What failed in the last hour, likewise.
create index work_queue_error on core.work_queue (updated_at) where status = 'error';
