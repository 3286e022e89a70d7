-- The only writer of stock: one ledger row and the counters it moves, together. Says so when the item runs low by it.
create or replace function stock.post_txn(
  p_sku text, p_kind core.txn_kind, p_qty numeric, p_reason text, p_store text default null, p_ref_id text default null
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_txn core.inventory_txn;
  v_item core.inventory_items;
  v_low jsonb;
  v_stores text;
begin
  insert into core.inventory_txn (sku, kind, qty, reason, store, ref_id, actor_id, correlation_id)
  values (p_sku, p_kind, p_qty, p_reason, p_store, p_ref_id, core.actor('id'), core.actor('correlation_id'))
  returning * into v_txn;
  update core.inventory_items i
  set on_hand = i.on_hand + v_txn.on_hand_delta, reserved = i.reserved + v_txn.reserved_delta
  where i.organisation = v_txn.organisation and i.sku = p_sku
  returning * into v_item;
  if v_item.ats <= v_item.low_at and v_item.ats - v_txn.on_hand_delta + v_txn.reserved_delta > v_item.low_at then
    v_low := jsonb_build_object('sku', p_sku, 'ats', v_item.ats, 'low_at', v_item.low_at);
    v_stores := core.see_house();
    perform core.log_event('inventory:low', s.store, null, p_detail => v_low) from core.stores s;
    perform core.see_stores(v_stores);
    perform core.alert('inventory:low', null, p_sku, v_low);
  end if;
end
$$;
