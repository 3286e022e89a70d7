-- Items whose figures are the shop's: by what nothing of ours explains, with every order here, there is more or less.
-- Never so much less that an order loses what it holds.
create or replace function shopify.correct_items(p_run core.sync_runs) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_item record;
  v_delta numeric;
begin
  for v_item in
    select i.sku, k.unexplained from core.shop_skus k
    join core.inventory_items i on i.sku = k.sku and i.stocked and i.authority = 'shopify'
    where k.store = p_run.store and k.unexplained <> 0 and k.seen_at < shopify.covers_until(p_run)
    order by i.sku collate "C"
  loop
    select greatest(v_item.unexplained, -greatest(0, i.ats)) into v_delta
    from core.inventory_items i where i.sku = v_item.sku for update;
    continue when v_delta = 0;
    perform stock.post_txn(v_item.sku, 'correction', v_delta, 'reconciliation: the shop says so', p_run.store);
    perform stock.settle_waiting(array[v_item.sku]);
    perform stock.push_stock(array[v_item.sku], null);
    perform core.log_event('stock_corrected', p_run.store, null,
      p_detail => jsonb_build_object('run_id', p_run.run_id, 'sku', v_item.sku, 'qty', v_delta));
  end loop;
end
$$;
