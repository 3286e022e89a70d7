-- How much of what an order holds of a component is in its cakes past filling already.
create or replace function core.in_process_of(p_store text, p_order_gid text, p_sku text) returns numeric
language sql stable
return (
  select least(coalesce(ceil(sum(e.qty) * 1000) / 1000, 0), core.held_of(p_store, p_order_gid, p_sku))
  from core.orders o
  join core.sale_lines l on l.store = o.store and l.order_gid = o.order_gid and l.line_no = o.line_no
  cross join lateral core.explode(l.sku) e
  where o.store = p_store and o.order_gid = p_order_gid and e.sku = p_sku
    and o.filling_complete_ts is not null and o.stage <> 'Complete' and o.cancelled_at is null
);
