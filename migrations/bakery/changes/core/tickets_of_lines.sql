-- The tickets that an order's lines now ask for, each like those that its line has: as many as its quantity says.
-- A cancelled order asks for none.
create or replace function bakery.tickets_of_lines(p_store text, p_order_gid text) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(b.body order by b.line_no, n), '[]')
  from (
    select l.line_no, l.quantity, to_jsonb(o) || jsonb_build_object('line_no', l.line_no,
      'flags', array(select f from unnest(o.flags) f where f not in ('unknown_sku', 'changed'))) as body
    from core.sale_lines l
    join core.sales s on s.store = l.store and s.order_gid = l.order_gid and s.cancelled_at is null
    join lateral (
      select t.* from core.orders t
      where t.store = l.store and t.order_gid = l.order_gid and t.line_no = l.line_no order by t.ticket_no limit 1
    ) o on true
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'cake'
  ) b
  cross join lateral generate_series(1, b.quantity) n
);
