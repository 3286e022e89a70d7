create type api.claim_answer as (
  run api.claimed_run
);

comment on type api.claim_answer is 'A run that this worker has now.';
comment on column api.claim_answer.run is '@nullable';
