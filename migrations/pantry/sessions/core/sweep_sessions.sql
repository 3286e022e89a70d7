-- Opens the sessions whose time has come, and closes those whose time is over, of every pantry that is open to who acts.
create or replace function pantry.sweep_sessions(p_limit integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.pantry_sessions;
begin
  for v_session in
    select s.* from core.pantry_sessions s
    where s.state = 'planned' and s.opens_at <= core.now() and s.closes_at > core.now()
    order by s.opens_at limit p_limit for no key update skip locked
  loop
    update core.pantry_sessions s set state = 'open' where s.store = v_session.store and s.session_id = v_session.session_id;
    perform core.log_event('session_started', v_session.store, null, p_detail => jsonb_build_object('session_id', v_session.session_id));
  end loop;
  for v_session in
    select s.* from core.pantry_sessions s
    where s.state <> 'closed' and s.closes_at <= core.now() order by s.closes_at limit p_limit for no key update skip locked
  loop
    perform pantry.close_session(v_session, 'time');
  end loop;
end
$$;
