create or replace function api.void_shipment(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_reason core.remark default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'void_shipment', p_scan_id,
    jsonb_build_object('store', p_store, 'id', p_id, 'reason', p_reason), p_store);
  v_move record;
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select o.* into v_move from marketplace.open_move('void_shipment', p_store, p_id, p_reason) o;
  if v_move.answer is not null then
    return v_move.answer;
  end if;
  v_order := v_move.opened;
  -- Its tracking is on the way.
  if v_order.writing is not null then
    return core.refuse_about('ORD002', v_order.status, 'marketplace', p_store, v_order.order_gid, p_id, v_order.status);
  end if;
  update core.shipments s set void_asked_at = core.now(), void_asked_by = core.actor('id'), undo_tries = 0, undoing_at = null
  where s.store = p_store and s.order_gid = v_order.order_gid and s.state = 'bought' and (s.void_asked_at is null or s.undo_tries >= 3);
  if not found and (marketplace.live_shipment(p_store, v_order.order_gid)).void_asked_at is not null then
    return core.ok(true, marketplace.order_json(v_order), p_store);
  elsif not found then
    return core.refuse_about('SHP002', p_id, 'marketplace', p_store, v_order.order_gid, p_id, v_order.status);
  end if;
  perform marketplace.hold_shipping(v_order, v_move.to_status, core.remark_about(p_store, p_reason, p_order_gid => v_order.order_gid));
  return core.ok(false, marketplace.order_now(p_store, v_order.order_gid), p_store);
end
$$;

comment on function api.void_shipment is
  'Asks for an order''s label to be undone at the carrier: voided, or refunded once it was transmitted. The order waits for a person, who '
  'may retry it with a new label. @returns market_order_answer @refuses ORD001 ORD002 SHP002';
