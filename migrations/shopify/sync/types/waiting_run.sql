create type api.waiting_run as (
  run_id bigint,
  queue text
);

comment on type api.waiting_run is 'A run that no worker has, and the queue of its kind.';
