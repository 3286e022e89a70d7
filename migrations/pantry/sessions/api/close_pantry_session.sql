create or replace function api.close_pantry_session(p_actor jsonb, p_store core.store_name, p_session_id uuid, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'close_pantry_session', p_scan_id,
    jsonb_build_object('store', p_store, 'session_id', p_session_id), p_store);
  v_session core.pantry_sessions;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_session from core.pantry_sessions s where s.store = p_store and s.session_id = p_session_id for update;
  if v_session.session_id is null then
    return core.refuse('PAN007', 'session_id');
  elsif v_session.state = 'closed' then
    return pantry.session_answer(p_store, p_session_id, true);
  end if;
  perform pantry.close_session(v_session, 'hand');
  return pantry.session_answer(p_store, p_session_id, false);
end
$$;

comment on function api.close_pantry_session is
  'Closes a session: it takes no orders any more. Those that it has stay. @returns pantry_session_answer @refuses PAN007';
