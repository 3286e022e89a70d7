create or replace function api.join_waiting_list(
  p_actor jsonb, p_store core.store_name, p_session_id uuid, p_slot_id uuid default null, p_member_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'join_waiting_list', p_store => p_store);
  v_member uuid := pantry.orders_for(p_store, p_member_id);
  v_session core.pantry_sessions;
  v_waiting core.pantry_waiting;
  v_before text;
begin
  if v_stop is not null then
    return v_stop;
  elsif v_member is null then
    return core.refuse('STF001', 'member_id');
  end if;
  v_session := pantry.lock_waiting(p_store, p_session_id);
  if v_session.session_id is null or p_slot_id is not null and not exists (
    select from core.pantry_slots t where t.store = p_store and t.session_id = p_session_id and t.slot_id = p_slot_id)
  then
    return core.refuse('PAN007', case when v_session.session_id is null then 'session_id' else 'slot_id' end);
  end if;
  select w.* into v_waiting from core.pantry_waiting w
  where w.store = p_store and w.session_id = p_session_id and w.member_id = v_member and w.ended_as is null;
  if v_waiting.waiting_id is not null then
    return core.ok(true, jsonb_build_object('waiting', pantry.waiting_json(v_waiting)), p_store);
  end if;
  if not pantry.is_running(v_session) then
    return core.refuse('PAN002', 'session_id');
  elsif pantry.has_place(v_session, p_slot_id) then
    return core.refuse('PAN012');
  end if;
  -- The household's other members count too.
  v_before := core.see_house();
  v_stop := pantry.household_stop(pantry.household_of(p_store, v_member), p_session_id);
  perform core.see_stores(v_before);
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.pantry_waiting (store, member_id, session_id, slot_id) values (p_store, v_member, p_session_id, p_slot_id)
  returning * into v_waiting;
  perform core.log_event('waiting_joined', p_store, null,
    p_detail => jsonb_build_object('waiting_id', v_waiting.waiting_id, 'session_id', p_session_id));
  return core.ok(false, jsonb_build_object('waiting', pantry.waiting_json(v_waiting)), p_store);
end
$$;

comment on function api.join_waiting_list is
  'Puts a member on the waiting list of a session that is full: for one slot, or for any. A place that comes back is held for the next in '
  'turn, for the time that the setting gives; an order for that slot takes it. Again, it is the same entry. PAN012: there is a place. '
  '@returns waiting_answer @refuses PAN002 PAN004 PAN006 PAN007 PAN012 STF001';
