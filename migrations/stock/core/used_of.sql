-- What of an order is used up, by component: what a cake that is done with was filled from, and with p_extras what leaves
-- the house beside the cakes, without what a packer left out. p_ticket: that cake; null for none.
create or replace function stock.used_of(
  p_store text, p_order_gid text, p_ticket text, p_extras boolean
) returns jsonb
language sql stable set plan_cache_mode = force_generic_plan
return (
  select coalesce(jsonb_object_agg(u.sku, u.qty), '{}')
  from (
    select n.sku, ceil(sum(n.qty) * 1000) / 1000 as qty
    from (
      select p.sku, p.qty from core.orders o cross join lateral stock.parts_of(o) p
      where o.store = p_store and o.id = p_ticket
      union all
      select e.sku, e.qty * (l.quantity - l.used - stock.left_out(l)) from core.sale_lines l cross join lateral stock.explode(l.sku) e
      where p_extras and l.store = p_store and l.order_gid = p_order_gid and l.kind = 'extra' and l.quantity > l.used + stock.left_out(l)
        and l.sku is not null
    ) n
    group by n.sku
  ) u);
