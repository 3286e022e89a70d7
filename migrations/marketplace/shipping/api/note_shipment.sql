create or replace function api.note_shipment(
  p_actor jsonb, p_store text, p_order_gid text, p_parcel integer, p_attempt integer, p_outcome text,
  p_shipment jsonb default null, p_code text default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_shipment', p_store => p_store);
  v_order core.marketplace_orders;
  v_shipment core.shipments;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  select s.* into strict v_shipment from core.shipments s
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.attempt = p_attempt for update;
  if v_shipment.state = 'bought' and p_outcome = 'missing' and v_order.status = 'accepted' then
    perform marketplace.park_shipping(v_order, 'shipping_failed', 'LABEL_GONE');
    return core.ok(false, '{"goes_on": false}');
  elsif v_shipment.state not in ('claimed', 'unknown') and (v_shipment.state <> 'bought' or p_outcome <> 'bought') then
    return core.ok(true, '{"goes_on": false}');
  end if;
  case p_outcome
    when 'bought' then perform marketplace.shipment_bought(v_order, v_shipment, p_shipment);
    when 'unknown' then perform marketplace.shipment_unknown(v_order, v_shipment, p_code, null);
    when 'missing' then perform marketplace.shipment_unknown(v_order, v_shipment, coalesce(v_shipment.fault, 'INTERRUPTED'), core.now());
    -- Nothing was bought: by this order's fault, or by none of its own.
    when 'refused', 'not_sent' then
      update core.shipments s set state = 'failed', fault = p_code
      where (s.store, s.order_gid, s.parcel, s.attempt) = (p_store, p_order_gid, p_parcel, p_attempt);
      if p_outcome = 'refused' and v_order.status = 'accepted' then
        perform marketplace.park_shipping(v_order, 'shipping_failed', p_code);
      end if;
  end case;
  return core.ok(false, jsonb_build_object('goes_on', exists (
    select from core.marketplace_orders m where m.store = p_store and m.order_gid = p_order_gid and m.status in ('accepted', 'shipped'))));
end
$$;

comment on function api.note_shipment is
  'Records what came of an attempt at a label: bought (with the carrier''s shipment), unknown, missing (looked up, and not there), refused '
  'or not_sent. What is bought above the price, or suspended, is left to a person: it does not go on. @returns shipment_noted_answer';
