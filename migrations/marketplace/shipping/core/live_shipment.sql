-- The attempt at an order's label that is bought, or may be. An order has one parcel.
create or replace function marketplace.live_shipment(p_store text, p_order_gid text) returns core.shipments
language sql stable
return (
  select s from core.shipments s
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = 1 and s.state in ('claimed', 'unknown', 'bought'));
