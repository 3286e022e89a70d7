create type api.conversations_answer as (
  at timestamptz,
  conversations api.conversation[]
);

comment on type api.conversations_answer is 'Conversations of a store; `at` is the server''s time.';
