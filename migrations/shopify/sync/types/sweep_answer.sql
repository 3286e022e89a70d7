create type api.sweep_answer as (
  at timestamptz,
  push_stores text[],
  due_seconds integer,
  dead integer,
  runs bigint[],
  waiting_runs api.waiting_run[]
);

comment on type api.sweep_answer is 'The shops and runs to wake, and figures of the work queue.';
