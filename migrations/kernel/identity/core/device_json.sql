-- A kiosk as supervisors and it itself see it.
create or replace function core.device_json(p_device core.devices) returns jsonb
language sql stable
return jsonb_build_object('device_id', p_device.device_id, 'store', p_device.store, 'station', p_device.station,
  'shown_stores', p_device.shown_stores,
  'enrolled_at', p_device.enrolled_at, 'enrolled_by', p_device.enrolled_by, 'revoked_at', p_device.revoked_at);
