create type api.worker_health as (
  processed_per_minute integer,
  error_rate numeric,
  last_run_at timestamptz,
  workers api.worker_run[],
  pending integer,
  oldest_due_at timestamptz,
  alerts_waiting integer,
  alerts_go_out boolean,
  dead integer
);

comment on type api.worker_health is 'Figures of the work queue. A count of 10000 means 10000 or more.';
comment on column api.worker_health.last_run_at is '@nullable';
comment on column api.worker_health.oldest_due_at is '@nullable';
