create type api.pantry_session_answer as (
  session api.pantry_session
);

comment on type api.pantry_session_answer is 'A pantry session as it is now.';
