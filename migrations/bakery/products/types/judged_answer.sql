create type api.judged_answer as (
  orders jsonb
);

comment on type api.judged_answer is 'Of each reading its lines, tickets and flags, or null.';
