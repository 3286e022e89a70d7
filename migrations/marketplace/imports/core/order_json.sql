-- An order as the steps know it: ids, states and times, nothing of the customer's.
create or replace function marketplace.order_json(p_order core.marketplace_orders) returns jsonb
language sql stable
return jsonb_build_object('order_gid', p_order.order_gid, 'mirakl_id', p_order.mirakl_id, 'status', p_order.status, 'state', p_order.state,
  'updated_at', p_order.last_updated_at, 'accept_by', p_order.accept_by, 'ship_by', p_order.ship_by, 'fault', p_order.fault);
