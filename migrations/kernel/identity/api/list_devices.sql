create or replace function api.list_devices(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_devices', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('devices', (
    select coalesce(jsonb_agg(core.device_json(d) order by d.revoked_at nulls first, d.station, d.device_id), '[]')
    from core.devices d where d.store = p_store)));
end
$$;

comment on function api.list_devices is 'Lists the kiosks of a store, revoked ones last. @returns devices_answer';
