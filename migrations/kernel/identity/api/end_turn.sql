create or replace function api.end_turn(p_actor jsonb, p_turn_id uuid, p_ended_at timestamptz default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'end_turn');
  v_turn core.turns;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select t.* into v_turn from core.turns t
  where t.turn_id = p_turn_id and t.device_id = core.actor('device')::uuid for update;
  if v_turn.turn_id is null then
    return core.refuse('DEV003');
  end if;
  return core.ok(core.end_turns('left', p_turn_id => p_turn_id, p_at => least(p_ended_at, core.now())) = 0);
end
$$;

comment on function api.end_turn is
  'Signs a person out of the calling kiosk: now, or at the time they left if it could not be sent at once. The kiosk '
  'stays enrolled. @returns done_answer @refuses DEV003';
