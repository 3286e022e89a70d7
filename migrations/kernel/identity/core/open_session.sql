-- A new session of a person with its first refresh token. What has been over for long is forgotten.
create or replace function core.open_session(
  p_staff core.staff_shared, p_provider text, p_subject text, p_token_hash bytea
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.sessions;
begin
  delete from core.sessions s where s.session_id in (
    select o.session_id from core.sessions o where o.expires_at < core.now() - interval '30 days' for update skip locked);
  insert into core.sessions (staff_id, provider, subject, expires_at)
  values (p_staff.id, p_provider, p_subject, core.now() + interval '7 days')
  returning * into v_session;
  insert into core.refresh_tokens (token_hash, session_id) values (p_token_hash, v_session.session_id);
  perform core.log_event('signed_in', null, null, p_detail => jsonb_build_object(
    'staff_id', p_staff.id, 'session_id', v_session.session_id, 'provider', p_provider));
  return core.session_json(v_session, p_staff);
end
$$;
