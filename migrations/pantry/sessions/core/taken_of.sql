-- How many orders a session has: what its slots have.
create or replace function pantry.taken_of(p_session core.pantry_sessions) returns integer
language sql stable
return (
  select coalesce(sum(t.taken), 0)::integer from core.pantry_slots t
  where t.store = p_session.store and t.session_id = p_session.session_id);
