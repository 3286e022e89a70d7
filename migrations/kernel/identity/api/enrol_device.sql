create or replace function api.enrol_device(
  p_actor jsonb, p_user_code core.user_code, p_store core.store_name, p_station core.person_name
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'enrol_device');
  v_code text := upper(regexp_replace(p_user_code, '[\s-]', '', 'g'));
  v_device core.devices;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  end if;
  if not coalesce(core.sees(p_store), false) then
    return core.refuse('AUTH001', 'store');
  end if;
  select d.* into v_device from core.devices d where d.user_code = v_code for update;
  if v_device.enrolled_by::text = core.actor('id') and v_device.store = p_store and v_device.station = p_station
    and v_device.revoked_at is null
  then
    return core.ok(true, jsonb_build_object('device', core.device_json(v_device)));
  end if;
  if v_device.device_id is null or v_device.enrolled_at is not null or v_device.code_expires_at < core.now() then
    return core.refuse('DEV002');
  end if;

  update core.devices d set store = p_store, station = p_station, enrolled_at = core.now(), enrolled_by = core.actor('id')::uuid
  where d.device_id = v_device.device_id
  returning * into v_device;
  perform core.log_event('device_enrolled', p_store, null, p_detail => jsonb_build_object('device_id', v_device.device_id));
  return core.ok(false, jsonb_build_object('device', core.device_json(v_device)));
end
$$;

comment on function api.enrol_device is
  'Enrols the kiosk that shows this code, for a store and a station. Its token is then valid until revoke_device. '
  '@returns device_answer @refuses DEV002';
