create type api.sync_run_answer as (
  run_id bigint,
  store text,
  kind text,
  status text,
  dry_run boolean,
  since timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  error text,
  counts jsonb,
  findings api.sync_finding[]
);

comment on type api.sync_run_answer is 'A run and its report.';
comment on column api.sync_run_answer.finished_at is '@nullable';
comment on column api.sync_run_answer.error is '@nullable';
