-- Records a shipment that the carrier has: {shipment_id, status, pin, price, label_link}. An order that waited to know goes on; one above the
-- price, or without a label that is good, is left to a person. Order and shipment are locked.
create or replace function marketplace.shipment_bought(
  p_order core.marketplace_orders, p_shipment core.shipments, p_found jsonb
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_now core.shipments;
  v_order core.marketplace_orders := p_order;
begin
  update core.shipments s set state = 'bought', fault = null, bought_at = coalesce(s.bought_at, core.now()),
    shipment_id = p_found ->> 'shipment_id', carrier_status = p_found ->> 'status', pin = p_found ->> 'pin',
    price = coalesce((p_found ->> 'price')::numeric, s.price), label_link = p_found ->> 'label_link'
  where s.store = p_shipment.store and s.order_gid = p_shipment.order_gid and s.parcel = p_shipment.parcel and s.attempt = p_shipment.attempt
  returning s.* into v_now;
  if p_shipment.state <> 'bought' then
    perform marketplace.log_shipment('shipment_bought', p_order, v_now);
  end if;
  if p_order.status not in ('accepted', 'unknown_outcome') then
    return;
  end if;
  if p_order.status = 'unknown_outcome' then
    perform marketplace.change_status('shipment_found', p_order, 'accepted');
    v_order := marketplace.lock_order(p_order.store, p_order.order_gid);
  end if;
  if v_now.carrier_status = 'suspended' then
    perform marketplace.park_shipping(v_order, 'suspended', 'LABEL_SUSPENDED');
  elsif p_shipment.price is null and v_now.price > marketplace.bound_of(p_order.store, 'most_price', 60) then
    perform marketplace.park_shipping(v_order, 'shipping_failed', 'LABEL_PRICE');
  end if;
end
$$;
