-- An event as somebody reads it who asks why a cake is where it is. No id of a person, no text but what staff wrote.
create or replace function core.event_json(p_event core.order_events) returns jsonb
language sql stable
return jsonb_build_object(
  'no', p_event.event_no, 'at', p_event.at,
  'occurred_at', case when p_event.occurred_at < p_event.at - core.skew() then p_event.occurred_at end, 'kind', p_event.kind,
  'function', p_event.function_name, 'code', p_event.code, 'ticket_id', p_event.ticket_id,
  'from', coalesce(p_event.from_stage::text, p_event.from_status), 'to', coalesce(p_event.to_stage::text, p_event.to_status),
  'actor_kind', p_event.actor_kind, 'actor', core.name_of_actor(p_event.actor_kind, p_event.actor_id),
  'device', core.name_of_actor('device', p_event.device_id),
  'given_to', core.name_of_actor('staff', p_event.detail ->> 'staff_id'),
  'remark', (
    select nullif(r.text, '') from core.remarks r
    where r.store = p_event.store and r.remark_id = (p_event.detail ->> 'remark_id')::bigint),
  'allergies_seen', (p_event.detail -> 'allergies_seen')::boolean,
  'skus', coalesce(p_event.detail -> 'skus', '[]'),
  'undoes', p_event.detail -> 'event_no', 'undone', core.is_undone(p_event),
  'undoable', p_event.detail ? 'was' and not core.is_undone(p_event));
