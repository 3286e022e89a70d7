create type api.moment_answer as (
  at timestamptz
);

comment on type api.moment_answer is 'The moment of the answer: reads after it count as of this moment.';
