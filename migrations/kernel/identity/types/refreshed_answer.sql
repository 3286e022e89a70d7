create type api.refreshed_answer as (
  session_id uuid,
  expires_at timestamptz,
  provider text,
  staff api.person,
  salt text
);

comment on type api.refreshed_answer is 'A sign-in, and what the next refresh token is derived with (hexadecimal).';
