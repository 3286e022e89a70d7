-- May an order's parcel be worked at? It is to be shipped, or was reported as shipped and still lies here.
create or replace function marketplace.packs_now(p_order core.marketplace_orders) returns boolean
language sql stable
return case p_order.status
  when 'accepted' then p_order.state = 'SHIPPING'
  when 'label_created' then true
  when 'shipped' then (marketplace.live_shipment(p_order.store, p_order.order_gid)).label_at is not null
  else false end;
