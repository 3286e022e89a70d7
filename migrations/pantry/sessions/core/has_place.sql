-- Is there a place in a session, or in this slot of it, for one more order that somebody may place?
create or replace function pantry.has_place(p_session core.pantry_sessions, p_slot_id uuid) returns boolean
language sql stable
return pantry.is_open(p_session) and exists (
  select from core.pantry_slots t
  where t.store = p_session.store and t.session_id = p_session.session_id and t.slot_id = coalesce(p_slot_id, t.slot_id)
    and t.starts_at > core.now() and t.taken < t.capacity);
