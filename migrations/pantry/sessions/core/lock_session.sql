-- A session, so locked that it stays open while an order is placed in it; one that is counted takes one order after another. Null when
-- a pantry has none.
create or replace function pantry.lock_session(p_store text, p_session_id uuid) returns core.pantry_sessions
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.pantry_sessions;
begin
  select s.* into v_session from core.pantry_sessions s
  where s.store = p_store and s.session_id = p_session_id and s.max_orders is not null for no key update;
  if v_session.session_id is null then
    select s.* into v_session from core.pantry_sessions s where s.store = p_store and s.session_id = p_session_id for share;
  end if;
  return v_session;
end
$$;
