-- Does anybody wait for a place in this session whose slot has not begun?
create or replace function pantry.is_awaited(p_store text, p_session_id uuid, p_slot_id uuid) returns boolean
language sql stable
return exists (
  select from core.pantry_slots t where t.store = p_store and t.slot_id = p_slot_id and t.starts_at > core.now())
  and exists (
    select from core.pantry_waiting w
    where w.store = p_store and w.session_id = p_session_id and w.ended_as is null and w.offered_slot_id is null);
