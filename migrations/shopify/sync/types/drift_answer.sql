create type api.drift_answer as (
  drift integer
);

comment on type api.drift_answer is 'How many levels differed.';
