create type api.claimed_answer as (
  claimed integer
);

comment on type api.claimed_answer is 'How many are new.';
