-- A session as its person's page has to know it.
create or replace function core.session_json(p_session core.sessions, p_staff core.staff_shared) returns jsonb
language sql stable
return jsonb_build_object('session_id', p_session.session_id, 'expires_at', p_session.expires_at,
  'provider', p_session.provider, 'staff', core.person_json(p_staff));
