-- What belongs together: which of its order's cakes a ticket is, the others, open ones first, what goes with them, and who
-- packed it. Of an order of more than a hundred cakes nobody counts them, and twelve of the others are named.
create or replace function core.together_json(p_order core.orders) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'cakes', count(*),
    'cake_no', case when p_order.cancelled_at is null and count(*) <= 100 then count(*) filter (where c.ticket_no <= p_order.ticket_no) end,
    'siblings', coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'stage', c.stage) order by c.place)
      filter (where c.place <= 12), '[]'))
  from (
    select t.id, t.stage, t.ticket_no, case when t.id <> p_order.id then
      row_number() over (order by t.id = p_order.id, t.stage = 'Complete', t.ticket_no) end as place
    from (
      select o.id, o.stage, o.ticket_no from core.orders o
      where o.store = p_order.store and o.order_gid = p_order.order_gid and o.cancelled_at is null
      order by o.ticket_no limit 101
    ) t
  ) c
) || jsonb_build_object('extras', core.extras_json(p_order),
  'packed_by', case when p_order.stage = 'Complete' then core.packed_by(p_order) end);
