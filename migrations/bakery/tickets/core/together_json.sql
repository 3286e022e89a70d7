-- What belongs together: which of its order's cakes a ticket is, the others, open ones first, what goes with them, and who
-- packed it. Of an order of more than a hundred cakes nobody counts them, and twelve of the others are named.
-- One statement: it is read for each ticket of a queue.
create or replace function core.together_json(p_order core.orders) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'cakes', c.cakes,
    'cake_no', case when p_order.cancelled_at is null and c.cakes <= 100 then c.so_far end,
    'siblings', coalesce(to_jsonb(c.others[:12]), '[]'),
    'extras', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'sku', l.sku, 'title', core.extra_title(l), 'quantity', l.quantity,
        'used', least(l.used, l.quantity),
        'skipped', case when l.skipped > 0 and exists (
          select from core.sales s where s.store = l.store and s.order_gid = l.order_gid and s.cancelled_at is null)
          then core.left_out(l) else 0 end) order by l.line_no), '[]')
      from core.sale_lines l
      where l.store = p_order.store and l.order_gid = p_order.order_gid and l.kind = 'extra' and l.quantity > 0),
    'packed_by', case when p_order.stage = 'Complete' then core.packed_by(p_order) end)
  from (
    select count(*) as cakes, count(*) filter (where t.ticket_no <= p_order.ticket_no) as so_far,
      array_agg(jsonb_build_object('id', t.id, 'stage', t.stage) order by t.stage = 'Complete', t.ticket_no)
        filter (where t.id <> p_order.id) as others
    from (
      select o.id, o.stage, o.ticket_no from core.orders o
      where o.store = p_order.store and o.order_gid = p_order.order_gid and o.cancelled_at is null
      order by o.ticket_no limit 101
    ) t
  ) c
);
