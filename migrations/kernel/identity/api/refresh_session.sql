create or replace function api.refresh_session(
  p_actor jsonb, p_token_hash text, p_salt text, p_next_hash text, p_providers jsonb default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c_grace constant interval := '10 seconds';
  v_stop jsonb := core.enter(p_actor, 'refresh_session');
  v_hash bytea := decode(p_token_hash, 'hex');
  v_session core.sessions;
  v_token core.refresh_tokens;
  v_staff core.staff_shared;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_session
  from core.sessions s where s.session_id = (select t.session_id from core.refresh_tokens t where t.token_hash = v_hash)
  for update;
  -- Read after the lock: of two at once the second sees what the first has done.
  select t.* into v_token from core.refresh_tokens t where t.token_hash = v_hash;
  select s.* into v_staff from core.staff_shared s where s.id = v_session.staff_id and s.is_active;
  if v_staff.id is null or not core.session_is_open(v_session.session_id::text, v_staff.id) then
    return core.turn_away('AUTH002');
  end if;
  if p_providers is not null and v_session.provider <> all (core.texts(p_providers)) then
    perform core.end_made_of('session', v_session.session_id, 'provider_removed');
    return core.turn_away('AUTH002');
  end if;

  if v_token.used_at is null then
    update core.refresh_tokens t set used_at = core.now(), salt = decode(p_salt, 'hex') where t.token_hash = v_hash;
    insert into core.refresh_tokens (token_hash, session_id) values (decode(p_next_hash, 'hex'), v_session.session_id);
  elsif v_token.used_at < core.now() - c_grace then
    -- Used before, and by somebody else: one of the two is a thief, and nobody can say which.
    perform core.end_made_of('session', v_session.session_id, 'token_reused');
    return core.refuse('AUTH002');
  end if;
  return core.ok(v_token.used_at is not null, core.session_json(v_session, v_staff)
    || jsonb_build_object('salt', coalesce(encode(v_token.salt, 'hex'), p_salt)));
end
$$;

comment on function api.refresh_session is
  'Exchanges a refresh token for its successor, which the caller derives from the token and salt. Shown again within ten '
  'seconds it has the same successor; later, the whole session ends, and so does one whose provider is no longer in '
  'p_providers. @returns refreshed_answer';
