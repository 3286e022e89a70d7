-- To which address a mail goes and in which language, and when the pick-up is that it is about; null for who has no address, or is no
-- member there any more.
create or replace function pantry.mail_head(p_work core.work_queue, p_member_id uuid, p_slot_id uuid) returns jsonb
language sql stable
return (
  select jsonb_build_object('work_id', p_work.work_id, 'kind', p_work.payload ->> 'kind', 'to', m.email,
    'language', coalesce(m.language, pantry.rules(s.store) ->> 'language'), 'pantry', s.display_name,
    'day', to_char(t.starts_at at time zone s.timezone, 'YYYY-MM-DD'), 'from', to_char(t.starts_at at time zone s.timezone, 'HH24:MI'),
    'until', to_char(t.ends_at at time zone s.timezone, 'HH24:MI'), 'order_id', null, 'pickup_code', null, 'answer_by', null,
    'lines', '[]'::jsonb)
  from core.stores s, core.pantry_slots t, core.staff_shared m
  where s.store = p_work.store and t.store = s.store and t.slot_id = p_slot_id and m.id = p_member_id
    and m.is_active and m.email is not null and s.store = any (m.stores));
