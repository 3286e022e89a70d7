create type api.since_answer as (
  since timestamptz
);

comment on type api.since_answer is 'The moment from which to read.';
