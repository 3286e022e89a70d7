-- Ends in a session what has lapsed, and the wait of who may not order there any more or where ordering is over; then offers what is free.
create or replace function pantry.sweep_waiting(p_store text, p_session_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.pantry_sessions := pantry.lock_waiting(p_store, p_session_id);
  v_waiting core.pantry_waiting;
  v_slot_id uuid;
begin
  for v_waiting in
    select w.* from core.pantry_waiting w
    where w.store = p_store and w.session_id = p_session_id and w.ended_as is null
      and (w.offered_until <= core.now() or not pantry.is_running(v_session) or not pantry.is_member(p_store, w.member_id))
    order by w.joined_at, w.waiting_id
  loop
    perform pantry.end_waiting(v_waiting, case
      when v_waiting.offered_until <= core.now() then 'lapsed' when not pantry.is_running(v_session) then 'closed' else 'left' end);
  end loop;
  for v_slot_id in
    select t.slot_id from core.pantry_slots t
    where t.store = p_store and t.session_id = p_session_id and t.taken < t.capacity order by t.starts_at, t.slot_id
  loop
    perform pantry.offer_places(p_store, p_session_id, v_slot_id);
  end loop;
end
$$;
