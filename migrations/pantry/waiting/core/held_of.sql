-- How many places of a session are held for members who waited, and have not ordered yet.
create or replace function pantry.held_of(p_session core.pantry_sessions) returns integer
language sql stable
return (
  select count(*)::integer from core.pantry_waiting w
  where w.store = p_session.store and w.session_id = p_session.session_id and w.ended_as is null and w.offered_slot_id is not null);
