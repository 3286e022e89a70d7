create or replace function api.pack_parcel(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'pack_parcel', p_scan_id, jsonb_build_object('store', p_store, 'id', p_id), p_store);
  v_order core.marketplace_orders;
  v_shipment core.shipments;
  v_fault text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001', 'id');
  end if;
  v_shipment := marketplace.live_shipment(p_store, v_order.order_gid);
  if v_shipment.packed_at is not null then
    return core.ok(true, jsonb_build_object('parcel', marketplace.parcel_json(v_order)), p_store);
  end if;
  v_fault := coalesce(marketplace.label_fault(v_order), case when v_shipment.prints = 0 then 'PCK006' end);
  if v_fault is not null then
    return marketplace.refuse_parcel(v_fault, p_id, v_order);
  end if;
  update core.shipments s set packed_at = core.now()
  where s.store = p_store and s.order_gid = v_order.order_gid and s.parcel = v_shipment.parcel and s.attempt = v_shipment.attempt;
  perform core.log_move('parcel_packed', 'marketplace', p_store, v_order.order_gid, p_id,
    p_detail => jsonb_build_object('request_id', v_shipment.request_id, 'verified', marketplace.is_verified(p_store, v_order.order_gid)));
  return core.ok(false, jsonb_build_object('parcel', marketplace.parcel_json(v_order)), p_store);
end
$$;

comment on function api.pack_parcel is
  'Notes that an order''s parcel is packed: verified, its label printed and on it. With the setting `ship_when` packed the order '
  'is reported as shipped from then on. @returns parcel_answer @refuses ORD001 ORD002 PCK004 PCK005 PCK006';
