create or replace function api.get_device(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_device');
  v_device core.devices;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select d.* into v_device from core.devices d where d.device_id = core.actor('id')::uuid;
  return core.ok(false, jsonb_build_object(
    'device', core.device_json(v_device), 'at', core.now(),
    'timezone', (select s.timezone from core.stores s where s.store = v_device.store),
    'store_name', (select s.display_name from core.stores s where s.store = v_device.store),
    'idle_seconds', extract(epoch from core.turn_idle())::integer,
    'people', (
      select coalesce(jsonb_agg(core.person_json(s) - '{role,stores}'::text[] || jsonb_build_object(
        'has_pin', p.staff_id is not null, 'turn_id', t.turn_id) order by s.display_name, s.id), '[]')
      from core.staff_shared s
      left join core.pins p on p.staff_id = s.id
      left join core.turns t on t.device_id = v_device.device_id and t.staff_id = s.id and t.ended_at is null
        and t.started_at > core.now() - core.turn_limit() and t.last_seen_at > core.now() - core.turn_idle()
      where s.is_active and v_device.store = any (s.stores) and s.role <> 'Member')));
end
$$;

comment on function api.get_device is
  'Returns a kiosk''s own data: its store (its name too) and station, the time and its store''s time zone, and the '
  'people of its store, who is signed in at it, who has a PIN. @returns kiosk_answer';
