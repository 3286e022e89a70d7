create or replace function api.undo_intake(
  p_actor jsonb, p_store core.store_name, p_undone_scan_id uuid, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'undo_intake', p_scan_id,
    jsonb_build_object('store', p_store, 'undone_scan_id', p_undone_scan_id), p_store);
  v_ref text := pantry.intake_ref(p_undone_scan_id);
  v_intake core.inventory_txn;
  v_item core.inventory_items;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select t.* into v_intake from core.inventory_txn t where t.store = p_store and t.ref_id = v_ref and t.kind = 'receive';
  if v_intake.txn_id is null then
    return core.refuse('UND001', 'undone_scan_id');
  end if;
  select i.* into v_item from core.inventory_items i where i.sku = v_intake.sku for update;
  if exists (select from core.inventory_txn t where t.store = p_store and t.ref_id = v_ref and t.kind = 'correction') then
    return core.ok(true, stock.item_json(v_item), p_store);
  elsif core.actor('role') not in ('Supervisor', 'Admin') then
    if v_intake.actor_id is distinct from core.actor('id') then
      return core.refuse('AUTH001', 'a supervisor may undo what another person did');
    elsif core.now() - v_intake.created_at > core.undo_limit() then
      return core.refuse('UND003', 'undone_scan_id');
    end if;
  end if;
  if v_item.on_hand - v_item.reserved < v_intake.qty then
    return core.refuse('INV005', 'undone_scan_id');
  end if;
  perform stock.post_txn(v_intake.sku, 'correction', -v_intake.qty, 'intake undone', p_store, v_ref);
  return stock.close_stock('stock_adjusted', v_intake.sku, -v_intake.qty, null);
end
$$;

comment on function api.undo_intake is
  'Takes an intake back, named by its scan_id, as long as no order holds what came in: the person who scanned it for 60 seconds, a supervisor '
  'also later. @returns item_answer @refuses INV005 UND001 UND003';
