-- Ends the turns of a person, or of a device, or one turn.
create or replace function core.end_turns(
  p_reason text, p_staff_id uuid default null, p_device_id uuid default null, p_turn_id uuid default null, p_at timestamptz default null
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_turn core.turns;
  v_ended integer := 0;
begin
  for v_turn in
    update core.turns t set ended_at = greatest(t.started_at, coalesce(p_at, core.now())), end_reason = p_reason
    where t.ended_at is null and (t.staff_id = p_staff_id or t.device_id = p_device_id or t.turn_id = p_turn_id)
    returning t.*
  loop
    v_ended := v_ended + 1;
    perform core.log_event('turn_ended', null, null, p_detail => jsonb_build_object(
      'turn_id', v_turn.turn_id, 'staff_id', v_turn.staff_id, 'device_id', v_turn.device_id, 'reason', p_reason));
  end loop;
  return v_ended;
end
$$;
