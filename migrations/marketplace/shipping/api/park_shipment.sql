create or replace function api.park_shipment(p_actor jsonb, p_store text, p_order_gid text, p_code text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'park_shipment', p_store => p_store);
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  if v_order.status is distinct from 'accepted' or (marketplace.live_shipment(p_store, p_order_gid)).attempt is not null then
    return core.ok(true);
  end if;
  perform marketplace.park_shipping(v_order, 'shipping_failed', p_code);
  return core.ok(false);
end
$$;

comment on function api.park_shipment is
  'Leaves an order to a person whose label cannot be asked for: an address that cannot be written, a parcel too heavy. @returns done_answer';
