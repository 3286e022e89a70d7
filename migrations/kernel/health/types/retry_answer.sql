create type api.retry_answer as (
  retried integer
);

comment on type api.retry_answer is 'How many rows were requeued.';
