-- Is what a mail is about still so? One that waited while SES was away may have come too late.
create or replace function pantry.still_holds(p_order core.pantry_orders, p_kind text) returns boolean
language sql stable
return case p_kind
  when 'confirmed' then p_order.status in ('CONFIRMED', 'PREPARING')
  when 'ready' then p_order.status = 'READY'
  when 'cancelled' then p_order.status = 'CANCELLED'
  when 'substitute' then p_order.status in ('CONFIRMED', 'PREPARING') and exists (
    select from core.pantry_lines n
    where n.store = p_order.store and n.order_gid = p_order.order_gid and n.offer = 'open' and n.offered_until > core.now()) end;
