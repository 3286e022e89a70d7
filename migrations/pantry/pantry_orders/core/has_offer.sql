-- Does an order wait for its member to answer what was offered?
create or replace function pantry.has_offer(p_order core.pantry_orders) returns boolean
language sql stable
return exists (
  select from core.pantry_lines n where n.store = p_order.store and n.order_gid = p_order.order_gid and n.offer = 'open');
