create or replace function api.verify_item(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_code core.scan_text, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'verify_item', p_scan_id, jsonb_build_object('store', p_store, 'id', p_id, 'code', p_code), p_store);
  v_order core.marketplace_orders;
  v_item record;
  v_fault text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001', 'id');
  elsif not marketplace.packs_now(v_order) then
    return marketplace.refuse_parcel('ORD002', v_order.status, v_order);
  end if;
  select f.* into v_item from marketplace.scanned_item(core.plain_scan(p_code)) f;
  v_fault := marketplace.scan_fault(p_store, v_order.order_gid, v_item.sku, v_item.quantity);
  if v_fault is not null then
    return marketplace.refuse_parcel(v_fault, marketplace.thing_name(v_item.sku), v_order);
  end if;
  insert into core.parcel_scans (store, order_gid, parcel, scan_id, sku, quantity)
  select p_store, v_order.order_gid, 1, coalesce(p_scan_id, gen_random_uuid()), e.sku, ceil(e.qty * v_item.quantity) from stock.explode(v_item.sku) e;
  perform core.log_move('item_verified', 'marketplace', p_store, v_order.order_gid, p_id,
    p_detail => jsonb_build_object('sku', v_item.sku, 'quantity', v_item.quantity));
  return core.ok(false, jsonb_build_object('sku', v_item.sku, 'parcel', marketplace.parcel_json(v_order)), p_store);
end
$$;

comment on function api.verify_item is
  'Counts a thing that was scanned into an order''s parcel, by its barcode or its SKU. PCK001: it does not belong in; PCK002: no item has '
  'this code; PCK003: all of it is in. @returns verified_answer @refuses ORD001 ORD002 PCK001 PCK002 PCK003';
