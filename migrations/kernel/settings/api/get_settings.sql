create or replace function api.get_settings(p_actor jsonb, p_store core.store_name default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_settings', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('settings', (
    select coalesce(jsonb_agg(jsonb_build_object('store', s.store, 'key', s.key, 'value', s.value,
      'updated_at', s.updated_at, 'updated_by', s.updated_by) order by s.key, s.store), '[]')
    from core.settings s where core.is_setting(s.key) and (s.store is null or s.store = p_store))));
end
$$;

comment on function api.get_settings is
  'Returns the settings that hold in every store of the organisation, and those of one store. @returns settings_answer';
