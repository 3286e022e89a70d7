create or replace function api.release_shipment(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_reason core.remark default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'release_shipment', p_scan_id,
    jsonb_build_object('store', p_store, 'id', p_id, 'reason', p_reason), p_store);
  v_move record;
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select o.* into v_move from marketplace.open_move('release_shipment', p_store, p_id, p_reason) o;
  if v_move.answer is not null then
    return v_move.answer;
  end if;
  v_order := v_move.opened;
  update core.shipments s set state = 'failed', released_at = core.now()
  where s.store = p_store and s.order_gid = v_order.order_gid and s.state = 'unknown'
    and s.looked_at >= s.claimed_at + marketplace.looks_end();
  if not found then
    return core.refuse_about('SHP001', p_id, 'marketplace', p_store, v_order.order_gid, p_id, v_order.status);
  end if;
  perform marketplace.change_status('shipment_released', v_order, v_move.to_status, jsonb_strip_nulls(
    jsonb_build_object('remark_id', core.remark_about(p_store, p_reason, p_order_gid => v_order.order_gid))));
  return core.ok(false, marketplace.order_now(p_store, v_order.order_gid), p_store);
end
$$;

comment on function api.release_shipment is
  'Releases an order whose label may or may not have been bought, once ten minutes of look-ups have not found it: another one may then be '
  'bought. Look in the carrier''s own pages first. @returns market_order_answer @refuses ORD001 ORD002 SHP001';
