create or replace function api.begin_device(p_actor jsonb, p_token_hash text, p_user_code text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c_waiting constant integer := 1000;  -- more than the gateway lets through in ten minutes
  v_stop jsonb := core.enter(p_actor, 'begin_device');
  v_device core.devices;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Anybody may ask for a code, so what nobody enrolled is not kept, and only so many wait at a time.
  delete from core.devices d where d.enrolled_at is null and d.code_expires_at < core.now();
  if (select count(*) from core.devices d where d.enrolled_at is null) >= c_waiting then
    return core.turn_away('AUTH003') || jsonb_build_object('retry_after', 600);
  end if;
  insert into core.devices (token_hash, user_code, code_expires_at)
  values (decode(p_token_hash, 'hex'), p_user_code, core.now() + interval '10 minutes')
  returning * into v_device;
  return core.ok(false, jsonb_build_object('user_code', p_user_code, 'expires_at', v_device.code_expires_at));
end
$$;

comment on function api.begin_device is
  'Gives a new kiosk a code to show. Its token is worth nothing until a supervisor enters that code (enrol_device), '
  'within ten minutes. @returns code_answer';
