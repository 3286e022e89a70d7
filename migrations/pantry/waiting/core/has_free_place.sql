-- Does a session have a slot with a place that is free, so that somebody who waits may be offered it?
create or replace function pantry.has_free_place(p_session core.pantry_sessions) returns boolean
language sql stable
return exists (
  select from core.pantry_slots t
  where t.store = p_session.store and t.session_id = p_session.session_id and t.starts_at > core.now() and t.taken < t.capacity);
