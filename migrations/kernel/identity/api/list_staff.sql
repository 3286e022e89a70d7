create or replace function api.list_staff(p_actor jsonb, p_store core.store_name default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_staff', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('staff', (
    select coalesce(jsonb_agg(core.staff_json(s) order by s.is_active desc, s.display_name, s.id), '[]')
    from core.staff_shared s
    where (core.managed(s.id)).id is not null and (p_store is null or p_store = any (s.stores)))));
end
$$;

comment on function api.list_staff is
  'Lists the people whom the calling Admin may manage, of one store or all. @returns staff_list_answer';
