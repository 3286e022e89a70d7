-- Queues a push for every SKU on sale whose availability these components move.
-- The quantity in the key is today's; the worker computes it anew when it pushes.
create or replace function core.push_stock(p_components text[], p_order_gid text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform core.enqueue('inventory_push', s.store,
    concat_ws(':', s.store, s.sku, core.available(s.sku), p_order_gid),
    jsonb_build_object('store', s.store, 'sku', s.sku, 'order_gid', p_order_gid))
  from (select distinct w.store, w.sku from core.sellable_with(p_components) w order by w.store, w.sku) s;
end
$$;
