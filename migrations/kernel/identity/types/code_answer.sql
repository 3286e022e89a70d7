create type api.code_answer as (
  user_code text,
  expires_at timestamptz
);

comment on type api.code_answer is 'The code that a kiosk shows until a supervisor types it.';
