create or replace function api.scan_intake(
  p_actor jsonb, p_store core.store_name, p_code core.scan_text, p_quantity core.line_quantity default 1, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'scan_intake', p_scan_id,
    jsonb_build_object('store', p_store, 'code', p_code, 'quantity', p_quantity), p_store);
  v_skus text[];
  v_pieces integer[];
  v_item core.inventory_items;
begin
  if v_stop is not null then
    return v_stop;
  elsif not pantry.is_pantry(p_store) then
    return core.refuse('PAN007', 'store');
  end if;
  select array_agg(b.sku), array_agg(b.quantity) into v_skus, v_pieces from pantry.barcode_items(core.plain_scan(p_code)) b;
  if v_skus is null then
    return core.refuse('INV002', 'code');
  elsif v_skus[1] <> any (v_skus) then
    return core.refuse('INV009', 'code: ' || array_to_string(v_skus, ', '));
  end if;
  select i.* into v_item from core.inventory_items i where i.sku = v_skus[1] for update;
  if not v_item.stocked then
    return core.refuse('INV006', 'code');
  end if;
  perform stock.post_txn(v_item.sku, 'receive', v_pieces[1] * p_quantity, 'received', p_store, pantry.intake_ref(p_scan_id));
  return stock.close_stock('stock_received', v_item.sku, v_pieces[1] * p_quantity, null);
end
$$;

comment on function api.scan_intake is
  'Receives what came in for a pantry by its barcode: so many times the pieces that it stands for. INV002: no item has it; INV009: two '
  'items have it, which the message names. @returns item_answer @refuses INV002 INV006 INV009 PAN007';
