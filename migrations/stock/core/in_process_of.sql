-- How much of what an order holds of a component is in its cakes past filling already.
create or replace function stock.in_process_of(p_store text, p_order_gid text, p_sku text) returns numeric
language sql stable
return (
  select least(coalesce(ceil(sum(p.qty) * 1000) / 1000, 0), stock.held_of(p_store, p_order_gid, p_sku))
  from core.orders o cross join lateral stock.parts_of(o) p
  where o.store = p_store and o.order_gid = p_order_gid and p.sku = p_sku
    and o.filling_complete_ts is not null and o.stage <> 'Complete' and o.cancelled_at is null
);
