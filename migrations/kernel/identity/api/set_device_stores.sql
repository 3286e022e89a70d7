create or replace function api.set_device_stores(p_actor jsonb, p_device_id uuid, p_stores core.store_list) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_device_stores');
  v_stores text[] := array(select distinct value from jsonb_array_elements_text(p_stores) order by value);
  v_device core.devices;
  v_fault text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  end if;
  v_fault := core.grant_fault(v_stores);
  if v_fault is not null then
    return core.refuse('AUTH001', v_fault);
  end if;
  select d.* into v_device from core.devices d
  where d.device_id = p_device_id and d.store is not null and d.revoked_at is null for no key update;
  if v_device.device_id is null then
    return core.refuse('DEV001');
  end if;
  v_stores := array_remove(v_stores, v_device.store);
  if v_stores = v_device.shown_stores then
    return core.ok(true, jsonb_build_object('device', core.device_json(v_device)));
  end if;
  update core.devices d set shown_stores = v_stores where d.device_id = p_device_id returning * into v_device;
  perform core.log_event('device_stores_set', v_device.store, null,
    p_detail => jsonb_build_object('device_id', p_device_id, 'stores', v_stores));
  return core.ok(false, jsonb_build_object('device', core.device_json(v_device)));
end
$$;

comment on function api.set_device_stores is
  'Sets which stores a kiosk shows beside its own while no one is signed in at it. Only for a signed-in person who '
  'belongs to all of them. @returns device_answer @refuses DEV001';
