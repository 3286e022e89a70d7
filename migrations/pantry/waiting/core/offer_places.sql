-- Offers the free places of a slot to those who wait for it, in turn, and holds each for its member for the time that the setting
-- gives. The session is locked, and the other members of the store are seen; whom another offer has locked is passed over.
create or replace function pantry.offer_places(p_store text, p_session_id uuid, p_slot_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.pantry_sessions;
  v_slot core.pantry_slots;
  v_next core.pantry_waiting;
begin
  loop
    select s.* into v_session from core.pantry_sessions s where s.store = p_store and s.session_id = p_session_id;
    select t.* into v_slot from core.pantry_slots t where t.store = p_store and t.slot_id = p_slot_id for no key update;
    exit when v_slot.taken >= v_slot.capacity or v_slot.starts_at <= core.now() or not pantry.is_running(v_session)
      or pantry.taken_of(v_session) >= v_session.max_orders;
    select w.* into v_next from core.pantry_waiting w
    where w.store = p_store and w.session_id = p_session_id and w.ended_as is null and w.offered_slot_id is null
      and coalesce(w.slot_id, p_slot_id) = p_slot_id and pantry.is_member(p_store, w.member_id)
    order by w.joined_at, w.waiting_id limit 1 for update skip locked;
    exit when v_next.waiting_id is null;
    update core.pantry_slots t set taken = t.taken + 1 where t.store = p_store and t.slot_id = p_slot_id;
    update core.pantry_waiting w set offered_slot_id = p_slot_id, offered_until = least(v_session.closes_at, v_slot.starts_at,
      core.now() + make_interval(mins => (pantry.rules(p_store) ->> 'waiting_minutes')::integer))
    where w.store = p_store and w.waiting_id = v_next.waiting_id;
    perform core.log_event('place_offered', p_store, null, p_detail => jsonb_build_object('waiting_id', v_next.waiting_id,
      'session_id', p_session_id, 'slot_id', p_slot_id, 'member_id', v_next.member_id));
    perform pantry.notify_member(p_store, 'place_free', jsonb_build_object('waiting_id', v_next.waiting_id));
  end loop;
end
$$;
