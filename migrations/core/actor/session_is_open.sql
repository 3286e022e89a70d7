-- Is the sign-in that this access token came from neither ended nor over?
create or replace function core.session_is_open(p_session text) returns boolean
language sql stable
return pg_input_is_valid(p_session, 'uuid')
  and exists (select from core.sessions s where s.session_id = p_session::uuid and s.ended_at is null and s.expires_at > core.now());
