create or replace function api.poll_device(p_actor jsonb, p_token_hash text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'poll_device');
  v_device core.devices;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_device := core.device_of(decode(p_token_hash, 'hex'));
  return core.ok(false, jsonb_build_object('state', case
    when v_device.device_id is null then 'unknown'
    when v_device.revoked_at is not null then 'revoked'
    when v_device.enrolled_at is not null then 'enrolled'
    when v_device.code_expires_at < core.now() then 'expired'
    else 'waiting' end));
end
$$;

comment on function api.poll_device is
  'Returns the state of a kiosk''s enrolment: waiting, enrolled, expired, revoked or unknown. @returns '
  'device_state_answer';
