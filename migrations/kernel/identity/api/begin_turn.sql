create or replace function api.begin_turn(
  p_actor jsonb, p_badge_hash text default null, p_staff_id uuid default null, p_pin_hash text default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'begin_turn');
  v_device uuid;
  v_store text;
  v_staff core.staff_shared;
  v_wait integer;
  v_refs uuid[];
  v_turn core.turns;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_device := core.actor('device')::uuid;
  -- Before anything is compared: who is locked out learns nothing, not even from the right PIN.
  -- A counter for who there is alone: of made-up ids there is no end.
  v_refs := array_remove(array[v_device, (select s.id from core.staff_shared s where s.id = p_staff_id)], null);
  v_wait := core.tries_wait(v_refs);
  if v_wait > 0 then
    return core.refuse('AUTH003', p_body => jsonb_build_object('retry_after', v_wait));
  end if;

  select d.store into v_store from core.devices d where d.device_id = v_device and d.revoked_at is null for share;
  v_staff := core.proven(v_store, p_badge_hash, p_staff_id, p_pin_hash);
  if v_staff.id is null then
    -- In the order that core.tries_wait locks them in. A kiosk is everybody's: more go wrong at it.
    perform core.count_failure(r, case r when v_device then 10 else 5 end)
    from (select unnest(v_refs) as r order by 1) each;
    return core.refuse('AUTH005');
  end if;
  -- A PIN forgets what went wrong with it. A badge does not: its person comes to work while somebody guesses.
  update core.sign_in_tries t set failures = 0, locked_until = null where t.ref = p_staff_id and p_badge_hash is null;

  perform core.end_turns('idle', p_turn_id => t.turn_id,
    p_at => least(t.last_seen_at + core.turn_idle(), t.started_at + core.turn_limit()))
  from core.turns t
  where t.device_id = v_device and t.staff_id = v_staff.id and t.ended_at is null
    and (t.last_seen_at < core.now() - core.turn_idle() or t.started_at < core.now() - core.turn_limit());
  insert into core.turns (device_id, staff_id, via)
  values (v_device, v_staff.id, case when p_badge_hash is null then 'pin' else 'badge' end)
  on conflict (device_id, staff_id) where ended_at is null do update set last_seen_at = core.now()
  returning * into v_turn;
  if v_turn.started_at = core.now() then
    perform core.log_event('turn_started', null, null, p_detail => jsonb_build_object(
      'turn_id', v_turn.turn_id, 'staff_id', v_staff.id, 'via', v_turn.via));
  end if;
  return core.ok(v_turn.started_at < core.now(), jsonb_build_object('turn_id', v_turn.turn_id,
    'started_at', v_turn.started_at, 'staff', core.person_json(v_staff)));
end
$$;

comment on function api.begin_turn is
  'Signs a person in at the calling kiosk, by the hash of their badge or of their PIN. Several may be signed in; each '
  'scan names the turn of the active person. @returns turn_answer';
