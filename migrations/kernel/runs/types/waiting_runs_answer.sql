create type api.waiting_runs_answer as (
  runs api.unleased_run[]
);

comment on type api.waiting_runs_answer is 'Runs without a lease.';
