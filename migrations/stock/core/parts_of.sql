-- What a cake is made of: what it was filled from where that is kept, else what its recipe says today.
create or replace function stock.parts_of(
  p_order core.orders, out sku text, out qty numeric, out known boolean
) returns setof record
language sql stable
begin atomic
  select c.sku, c.qty, true from core.ticket_components c
  where c.store = p_order.store and c.ticket_id = p_order.id and c.filled_at = p_order.filling_complete_ts and c.counted
  union all
  select e.sku, e.qty, e.known
  from core.sale_lines l cross join lateral stock.explode(l.sku) e
  where l.store = p_order.store and l.order_gid = p_order.order_gid and l.line_no = p_order.line_no
    and l.sku is not null and not stock.is_kept(p_order);
end;
