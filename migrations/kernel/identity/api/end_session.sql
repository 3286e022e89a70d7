create or replace function api.end_session(p_actor jsonb, p_token_hash text, p_everywhere boolean default false) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'end_session');
  v_session core.sessions;
  v_ended integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_session
  from core.sessions s join core.refresh_tokens t using (session_id)
  where t.token_hash = decode(p_token_hash, 'hex');
  -- A session that is over says nothing about the others of its person.
  if v_session.session_id is null or v_session.ended_at is not null or v_session.expires_at <= core.now() then
    return core.ok(true, jsonb_build_object('provider', v_session.provider));
  end if;
  v_ended := case when p_everywhere then core.end_made_of('person', v_session.staff_id, 'signed_out')
    else core.end_made_of('session', v_session.session_id, 'signed_out') end;
  return core.ok(v_ended = 0, jsonb_build_object('provider', v_session.provider));
end
$$;

comment on function api.end_session is
  'Ends the session of a refresh token, or with p_everywhere all sessions and kiosk turns of its person. @returns '
  'signed_out_answer';
