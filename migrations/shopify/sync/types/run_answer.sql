create type api.run_answer as (
  run_id bigint
);

comment on type api.run_answer is 'The run; get_sync_run returns its state.';
