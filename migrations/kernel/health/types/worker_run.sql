create type api.worker_run as (
  worker text,
  last_run_at timestamptz,
  refused integer,
  crashed integer
);

comment on type api.worker_run is
  'When a worker ran last, and how many of its calls were refused or cancelled in the last hour.';
comment on column api.worker_run.last_run_at is '@nullable';
