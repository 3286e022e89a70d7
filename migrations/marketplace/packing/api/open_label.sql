create or replace function api.open_label(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_label', p_scan_id, jsonb_build_object('store', p_store, 'id', p_id), p_store);
  v_order core.marketplace_orders;
  v_fault text;
  v_shipment core.shipments;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001', 'id');
  end if;
  v_fault := marketplace.label_fault(v_order);
  if v_fault is not null then
    return marketplace.refuse_parcel(v_fault, p_id, v_order);
  end if;
  update core.shipments s set prints = s.prints + 1
  where s.store = p_store and s.order_gid = v_order.order_gid and s.parcel = 1 and s.state = 'bought'
  returning s.* into v_shipment;
  perform core.log_move(case when v_shipment.prints > 1 then 'label_reprinted' else 'label_printed' end, 'marketplace', p_store, v_order.order_gid, p_id,
    p_detail => jsonb_build_object('request_id', v_shipment.request_id, 'print_no', v_shipment.prints,
      'verified', marketplace.is_verified(p_store, v_order.order_gid)));
  -- Its address is signed by whoever answers: what is kept of the answer opens nothing.
  return core.ok(false, jsonb_build_object('url', v_shipment.label_key, 'print_no', v_shipment.prints, 'reprint', v_shipment.prints > 1,
    'parcel', marketplace.parcel_json(v_order)), p_store);
end
$$;

comment on function api.open_label is
  'Hands out the label of an order whose parcel is verified, to be printed; each time counts as a print, and any but the first as a '
  'reprint. PCK004: something is not scanned yet; PCK005: there is no label. @returns label_answer @refuses ORD001 ORD002 PCK004 PCK005';
