create type api.unleased_run as (
  run_id bigint,
  kind text
);

comment on type api.unleased_run is 'A run that no worker leases, and its kind.';
