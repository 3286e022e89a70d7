create type api.claim_answer as (
  run api.claimed_run
);

comment on type api.claim_answer is 'A run leased to this worker.';
comment on column api.claim_answer.run is '@nullable';
