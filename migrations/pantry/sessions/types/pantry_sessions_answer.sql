create type api.pantry_sessions_answer as (
  at timestamptz,
  timezone text,
  sessions api.pantry_session[]
);

comment on type api.pantry_sessions_answer is 'The sessions of a pantry, the latest first.';
