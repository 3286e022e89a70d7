-- One event of an order's label that is no change of the order's status.
create or replace function marketplace.log_shipment(p_kind text, p_order core.marketplace_orders, p_shipment core.shipments) returns void
language sql
return core.log_move(p_kind, 'marketplace', p_order.store, p_order.order_gid, p_order.mirakl_id, p_detail => jsonb_strip_nulls(
  jsonb_build_object('request_id', p_shipment.request_id, 'price', p_shipment.price, 'code', p_shipment.fault)));
