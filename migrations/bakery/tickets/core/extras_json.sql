-- What goes with the cakes of a ticket's order.
create or replace function core.extras_json(p_order core.orders) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object(
    'sku', l.sku, 'title', core.extra_title(l), 'quantity', l.quantity,
    'used', least(l.used, l.quantity),
    'skipped', case when l.skipped > 0 and exists (
      select from core.sales s where s.store = l.store and s.order_gid = l.order_gid and s.cancelled_at is null)
      then core.left_out(l) else 0 end) order by l.line_no), '[]')
  from core.sale_lines l
  where l.store = p_order.store and l.order_gid = p_order.order_gid and l.kind = 'extra' and l.quantity > 0);
