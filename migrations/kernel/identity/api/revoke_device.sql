create or replace function api.revoke_device(p_actor jsonb, p_device_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'revoke_device');
  v_device core.devices;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select d.* into v_device from core.devices d where d.device_id = p_device_id and d.store is not null for no key update;
  if v_device.device_id is null then
    return core.refuse('DEV001');
  end if;
  if v_device.revoked_at is not null then
    return core.ok(true, jsonb_build_object('device', core.device_json(v_device)));
  end if;
  update core.devices d set revoked_at = core.now() where d.device_id = p_device_id returning * into v_device;
  perform core.end_made_of('kiosk', p_device_id, 'device_revoked');
  perform core.log_event('device_revoked', v_device.store, null, p_detail => jsonb_build_object('device_id', p_device_id));
  return core.ok(false, jsonb_build_object('device', core.device_json(v_device)));
end
$$;

comment on function api.revoke_device is
  'Revokes a kiosk''s token and signs out everyone at it; what it has not sent yet is refused too. @returns '
  'device_answer @refuses DEV001';
