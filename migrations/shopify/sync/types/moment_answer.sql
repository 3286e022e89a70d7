create type api.moment_answer as (
  at timestamptz
);

comment on type api.moment_answer is 'The moment of the answer: what is read after it is of this moment.';
