-- What a mail to a member says, and to which address; null where nobody is to have it: no address, no member there any more, or not so
-- any more.
create or replace function pantry.mail_json(p_work core.work_queue) returns jsonb
language sql stable
return (
  select jsonb_build_object('work_id', p_work.work_id, 'kind', p_work.payload ->> 'kind', 'to', m.email,
    'language', coalesce(m.language, pantry.rules(o.store) ->> 'language'), 'pantry', s.display_name, 'order_id', o.id,
    'pickup_code', o.pickup_code, 'day', to_char(t.starts_at at time zone s.timezone, 'YYYY-MM-DD'),
    'from', to_char(t.starts_at at time zone s.timezone, 'HH24:MI'), 'until', to_char(t.ends_at at time zone s.timezone, 'HH24:MI'),
    'lines', (
      select coalesce(jsonb_agg(jsonb_build_object('title', l.title, 'quantity', l.quantity, 'answer_by', case
          when n.offer = 'open' then to_char(n.offered_until at time zone s.timezone, 'YYYY-MM-DD HH24:MI') end) order by l.line_no), '[]')
      from core.sale_lines l join core.pantry_lines n using (store, order_gid, line_no)
      where l.store = o.store and l.order_gid = o.order_gid and l.quantity > 0))
  from core.pantry_orders o
  join core.stores s on s.store = o.store
  join core.pantry_slots t on t.store = o.store and t.slot_id = o.slot_id
  join core.staff_shared m on m.id = o.member_id
  where o.store = p_work.store and o.order_gid = p_work.payload ->> 'order_gid'
    and m.is_active and m.email is not null and o.store = any (m.stores) and pantry.still_holds(o, p_work.payload ->> 'kind'));
