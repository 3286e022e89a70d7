create or replace function api.list_pantry_sessions(p_actor jsonb, p_store core.store_name, p_limit core.row_limit default 20) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_pantry_sessions', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('at', core.now(), 'timezone', (select s.timezone from core.stores s where s.store = p_store),
    'sessions', (
      select coalesce(jsonb_agg(pantry.session_json(s) order by s.opens_at desc, s.session_id), '[]')
      from (
        select * from core.pantry_sessions s where s.store = p_store order by s.opens_at desc, s.session_id limit p_limit) s)));
end
$$;

comment on function api.list_pantry_sessions is 'Lists the sessions of a pantry with their slots, the latest first. @returns pantry_sessions_answer';
