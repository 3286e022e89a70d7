create type api.work as (
  work_id bigint,
  topic text,
  store text,
  payload jsonb,
  retry_count integer
);

comment on type api.work is 'A row of the outbox, leased to a worker.';
comment on column api.work.store is '@nullable';
