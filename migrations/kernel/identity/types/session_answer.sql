create type api.session_answer as (
  session_id uuid,
  expires_at timestamptz,
  provider text,
  staff api.person
);

comment on type api.session_answer is 'A sign-in and its person.';
