create or replace function api.undo_verify(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_undone_scan_id uuid, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'undo_verify', p_scan_id,
    jsonb_build_object('store', p_store, 'id', p_id, 'undone_scan_id', p_undone_scan_id), p_store);
  v_order core.marketplace_orders;
  v_sku text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001', 'id');
  elsif not exists (
    select from core.parcel_scans s
    where s.store = p_store and s.order_gid = v_order.order_gid and s.parcel = 1 and s.scan_id = p_undone_scan_id)
  then
    return marketplace.refuse_parcel('UND001', p_id, v_order);
  elsif (marketplace.live_shipment(p_store, v_order.order_gid)).packed_at is not null then
    return marketplace.refuse_parcel('ORD002', 'packed', v_order);
  end if;
  update core.parcel_scans s set undone_at = core.now()
  where s.store = p_store and s.order_gid = v_order.order_gid and s.parcel = 1 and s.scan_id = p_undone_scan_id and s.undone_at is null
  returning s.sku into v_sku;
  if v_sku is not null then
    perform core.log_move('item_unverified', 'marketplace', p_store, v_order.order_gid, p_id,
      p_detail => jsonb_build_object('sku', v_sku));
  end if;
  return core.ok(v_sku is null, jsonb_build_object('parcel', marketplace.parcel_json(v_order)), p_store);
end
$$;

comment on function api.undo_verify is
  'Takes a scan back that was counted into an order''s parcel, until it is packed. @returns parcel_answer @refuses ORD001 ORD002 UND001';
