-- Closes a session, which is locked, and says why: time, count or hand.
create or replace function pantry.close_session(p_session core.pantry_sessions, p_by text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.pantry_sessions s set state = 'closed', closed_by = p_by, closed_at = core.now()
  where s.store = p_session.store and s.session_id = p_session.session_id;
  perform core.log_event('session_closed', p_session.store, null,
    p_detail => jsonb_build_object('session_id', p_session.session_id, 'by', p_by));
end
$$;
