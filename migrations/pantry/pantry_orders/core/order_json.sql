-- An order as its member and staff see it.
create or replace function pantry.order_json(p_order core.pantry_orders) returns jsonb
language sql stable
return (
  select jsonb_build_object('id', p_order.id, 'status', p_order.status, 'status_since', p_order.status_since, 'placed_at', s.created_at,
    'cancelled_by', p_order.cancelled_by, 'member_id', p_order.member_id, 'member_name', m.display_name,
    'household_id', p_order.household_id, 'session_id', p_order.session_id, 'slot_id', p_order.slot_id, 'starts_at', t.starts_at,
    'ends_at', t.ends_at, 'pickup_code', p_order.pickup_code, 'actions', to_jsonb(array_remove(
      core.allowed_moves('pantry', p_order.status), case when not pantry.has_offer(p_order) then 'answer_substitute' end)), 'lines', (
      select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'sku', l.sku, 'title', l.title, 'ordered', n.ordered,
        'given', l.quantity, 'in_place_of', n.in_place_of, 'offer', n.offer, 'offered_until', n.offered_until) order by l.line_no), '[]')
      from core.sale_lines l join core.pantry_lines n using (store, order_gid, line_no)
      where l.store = p_order.store and l.order_gid = p_order.order_gid))
  from core.sales s, core.pantry_slots t, core.staff_shared m
  where s.store = p_order.store and s.order_gid = p_order.order_gid and t.store = p_order.store and t.slot_id = p_order.slot_id
    and m.id = p_order.member_id);
