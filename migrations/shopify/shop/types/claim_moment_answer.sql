create type api.claim_moment_answer as (
  claimed_at timestamptz
);

comment on type api.claim_moment_answer is 'Since when it is claimed, null when it is not.';
comment on column api.claim_moment_answer.claimed_at is '@nullable';
