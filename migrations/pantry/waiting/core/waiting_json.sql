-- An entry of a waiting list as its member sees it.
create or replace function pantry.waiting_json(p_waiting core.pantry_waiting) returns jsonb
language sql stable
return jsonb_build_object('waiting_id', p_waiting.waiting_id, 'session_id', p_waiting.session_id, 'slot_id', p_waiting.slot_id,
  'joined_at', p_waiting.joined_at, 'offered_slot_id', p_waiting.offered_slot_id, 'offered_until', p_waiting.offered_until);
