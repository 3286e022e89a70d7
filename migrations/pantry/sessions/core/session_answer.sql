-- The answer that has a session as it is now.
create or replace function pantry.session_answer(p_store text, p_session_id uuid, p_already_done boolean) returns jsonb
language sql
return core.ok(p_already_done, jsonb_build_object('session', (
  select pantry.session_json(s) from core.pantry_sessions s where s.store = p_store and s.session_id = p_session_id)), p_store);
