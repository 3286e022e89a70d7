-- Who acts at an enrolled kiosk: the person whose turn the request names, in the kiosk's store; without one the kiosk
-- itself. No role: it is not enrolled, or the turn is over.
-- A scan that could not be sent at once is theirs if the turn was at p_occurred_at. Whether a person has been idle for
-- too long is asked of what happens now: what comes late was scanned while the page still knew who stood there. It does
-- not bring back who has left since.
create or replace function core.at_device(
  p_token_hash text, p_turn text, p_occurred_at text, out role core.staff_role, out stores text[], out house text, out who jsonb
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_device core.devices := core.device_of(decode(p_token_hash, 'hex'));
  v_turn record;
  v_at timestamptz := core.moment_of(p_occurred_at);
begin
  who := '{}';
  if v_device.enrolled_at is null or v_device.revoked_at is not null then
    return;
  end if;
  who := jsonb_build_object('id', v_device.device_id, 'device', v_device.device_id);
  stores := array[v_device.store];
  house := core.house_of(v_device.store);
  if p_turn is null then
    role := 'Device';
    stores := stores || v_device.shown_stores;
    return;
  end if;

  if not pg_input_is_valid(p_turn, 'uuid') then
    return;
  end if;
  select t.turn_id, t.staff_id, t.last_seen_at, s.role into v_turn
  from core.turns t join core.staff_shared s on s.id = t.staff_id and s.is_active and v_device.store = any (s.stores)
  where t.turn_id = p_turn::uuid and t.device_id = v_device.device_id
    and v_at between t.started_at - core.skew() and least(t.ended_at, t.started_at + core.turn_limit())
    and v_at > core.now() - core.late_limit()
    and (core.is_late(v_at) or v_at <= t.last_seen_at + core.turn_idle());
  if v_turn.turn_id is null then
    return;
  end if;
  role := v_turn.role;
  who := who || jsonb_build_object('kind', 'staff', 'id', v_turn.staff_id, 'turn', v_turn.turn_id)
    || case when v_at < core.now() then jsonb_build_object('occurred_at', v_at) else '{}' end;
  -- Once in a while is enough: this is no write with each scan.
  if v_at between v_turn.last_seen_at + interval '30 seconds' and v_turn.last_seen_at + core.turn_idle() then
    update core.turns t set last_seen_at = greatest(t.last_seen_at, v_at) where t.turn_id = v_turn.turn_id;
  end if;
end
$$;
