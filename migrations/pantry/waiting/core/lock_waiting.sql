-- The session of those who wait, locked so that nobody places, cancels or is offered anything in it meanwhile.
create or replace function pantry.lock_waiting(p_store text, p_session_id uuid) returns core.pantry_sessions
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.pantry_sessions;
begin
  select s.* into v_session from core.pantry_sessions s
  where s.store = p_store and s.session_id = p_session_id for no key update;
  return v_session;
end
$$;
