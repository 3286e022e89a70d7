-- A session with its slots. What was taken is told to staff; a member is told only what is full.
create or replace function pantry.session_json(p_session core.pantry_sessions) returns jsonb
language sql stable
return jsonb_build_object('session_id', p_session.session_id, 'title', p_session.title, 'opens_at', p_session.opens_at,
  'closes_at', p_session.closes_at, 'state', p_session.state, 'closed_by', p_session.closed_by, 'is_open', pantry.is_open(p_session),
  'max_orders', p_session.max_orders, 'taken', case when core.actor('role') <> 'Member' then pantry.taken_of(p_session) end,
  'slots', (
    select coalesce(jsonb_agg(jsonb_build_object('slot_id', t.slot_id, 'starts_at', t.starts_at, 'ends_at', t.ends_at,
      'is_full', t.taken >= t.capacity or t.starts_at <= core.now(),
      'capacity', case when core.actor('role') <> 'Member' then t.capacity end,
      'taken', case when core.actor('role') <> 'Member' then t.taken end) order by t.starts_at, t.slot_id), '[]')
    from core.pantry_slots t where t.store = p_session.store and t.session_id = p_session.session_id));
