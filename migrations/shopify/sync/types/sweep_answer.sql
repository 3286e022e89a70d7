create type api.sweep_answer as (
  at timestamptz,
  push_stores text[],
  due_seconds integer,
  dead integer,
  runs bigint[]
);

comment on type api.sweep_answer is 'Whom to ring for.';
