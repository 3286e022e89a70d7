-- Queues a push for every SKU on sale, in every shop, whose availability these components move. p_ref is the order that
-- moved them, if one did; else the transaction stands in its place. The quantity in the key is today's; the worker
-- computes it anew when it pushes.
create or replace function stock.push_stock(p_components text[], p_ref text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stores text;
begin
  if coalesce(p_components, '{}') = '{}' then
    return;
  end if;
  v_stores := core.see_house();
  perform core.enqueue('inventory_push', s.store,
    concat_ws(':', s.store, s.sku, stock.available(s.sku), coalesce(p_ref, 'tx' || pg_current_xact_id())),
    jsonb_build_object('store', s.store, 'sku', s.sku, 'order_gid', p_ref))
  from (
    select distinct w.store, w.sku from stock.sellable_with(p_components) w order by w.store, w.sku
  ) s;
  perform core.see_stores(v_stores);
end
$$;
