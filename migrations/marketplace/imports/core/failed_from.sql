-- In which status an order was before a step gave it up: where that step is taken again. Null for one that none gave up.
create or replace function marketplace.failed_from(p_order core.marketplace_orders) returns text
language sql stable
return (
  select e.from_status from core.order_events e
  where p_order.status in ('acceptance_failed', 'shipping_failed', 'suspended') and e.store = p_order.store and e.order_gid = p_order.order_gid and e.flow = 'marketplace' and e.to_status = p_order.status
  order by e.event_no desc limit 1);
