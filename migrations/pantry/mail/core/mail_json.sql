-- What a mail to a member says, of an order or of a place that is held for them; null where nobody is to have it, or it is not so any more.
create or replace function pantry.mail_json(p_work core.work_queue) returns jsonb
language sql stable
return (
  select pantry.mail_head(p_work, o.member_id, o.slot_id) || jsonb_build_object('order_id', o.id, 'pickup_code', o.pickup_code, 'lines', (
    select coalesce(jsonb_agg(jsonb_build_object('title', l.title, 'quantity', l.quantity, 'answer_by', case
        when n.offer = 'open' then to_char(n.offered_until at time zone s.timezone, 'YYYY-MM-DD HH24:MI') end) order by l.line_no), '[]')
    from core.sale_lines l join core.pantry_lines n using (store, order_gid, line_no)
    where l.store = o.store and l.order_gid = o.order_gid and l.quantity > 0))
  from core.pantry_orders o join core.stores s on s.store = o.store
  where o.store = p_work.store and o.order_gid = p_work.payload ->> 'order_gid' and pantry.still_holds(o, p_work.payload ->> 'kind')
  union all
  select pantry.mail_head(p_work, w.member_id, w.offered_slot_id) || jsonb_build_object(
    'answer_by', to_char(w.offered_until at time zone s.timezone, 'YYYY-MM-DD HH24:MI'))
  from core.pantry_waiting w join core.stores s on s.store = w.store
  where w.store = p_work.store and w.waiting_id = (p_work.payload ->> 'waiting_id')::uuid and w.ended_as is null
    and w.offered_until > core.now());
