create type api.claimed_run as (
  run_id bigint,
  store text,
  kind text,
  since timestamptz,
  started_at timestamptz,
  dry_run boolean,
  at timestamptz,
  skus integer,
  checkpoint jsonb,
  location_gid text
);

comment on type api.claimed_run is 'The task of a run and where it was left.';
comment on column api.claimed_run.store is '@nullable';
comment on column api.claimed_run.checkpoint is '@nullable';
comment on column api.claimed_run.location_gid is '@nullable';
