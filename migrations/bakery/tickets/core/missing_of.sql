-- What a blocked ticket waits for: each component of its cake that its order lacks, and how much of it.
create or replace function bakery.missing_of(p_order core.orders) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('sku', s.sku, 'title', i.title, 'qty', s.qty, 'uom', i.uom) order by i.title, s.sku), '[]')
  from core.shortfalls s join core.inventory_items i on i.sku = s.sku
  where s.store = p_order.store and s.order_gid = p_order.order_gid and s.cleared_at is null
    and s.sku in (select p.sku from stock.parts_of(p_order) p));
