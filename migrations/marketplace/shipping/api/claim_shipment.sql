create or replace function api.claim_shipment(
  p_actor jsonb, p_store text, p_order_gid text, p_parcel integer, p_attempt integer, p_request_id text, p_found boolean default false
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_shipment', p_store => p_store);
  v_order core.marketplace_orders;
  v_code text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  update core.marketplace_orders m set label_unsure = false where m.store = p_store and m.order_gid = p_order_gid and m.label_unsure;
  if (v_order.label_unsure and p_found or v_order.status = 'accepted' and v_order.state = 'SHIPPING' and v_order.can_shop_ship) is not true
    or (marketplace.live_shipment(p_store, p_order_gid)).attempt is not null
  then
    return core.ok(true, '{"claimed": false}');
  end if;
  -- What the carrier has already is paid.
  v_code := case when not p_found then marketplace.label_limit(p_store) end;
  if v_code is not null then
    perform marketplace.park_shipping(v_order, 'shipping_failed', v_code);
    return core.ok(false, '{"claimed": false}');
  end if;

  insert into core.shipments (store, order_gid, parcel, attempt, request_id)
  values (p_store, p_order_gid, p_parcel, p_attempt, p_request_id)
  on conflict (store, order_gid, parcel, attempt) do update
  set state = 'claimed', fault = null, claimed_at = core.now(), looked_at = null, released_at = null
  where shipments.state = 'failed' and shipments.request_id = excluded.request_id
    and (p_found or shipments.released_at is null);
  if not found then
    return core.ok(true, '{"claimed": false}');
  end if;
  insert into core.shipment_lines (store, order_gid, parcel, attempt, line_no, quantity)
  select p_store, p_order_gid, p_parcel, p_attempt, l.line_no, l.quantity from core.sale_lines l
  where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'item' and l.quantity > 0
  on conflict (store, order_gid, parcel, attempt, line_no) do update set quantity = excluded.quantity;
  perform marketplace.log_shipment('shipment_claimed', v_order, marketplace.live_shipment(p_store, p_order_gid));
  return core.ok(false, '{"claimed": true}');
end
$$;

comment on function api.claim_shipment is
  'Claims an attempt at a label before the carrier is called: by one caller, for an order that is accepted and may be shipped, within '
  'the limits of a day; or for one that has ended, of what the carrier has. p_found: it has it already. @returns shipment_claim_answer';
