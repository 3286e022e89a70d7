-- Why an order goes no further until a person has looked at it: a code, a flag, or null. Its status waits; something in it is unclear or
-- short, or a step fails at it, before it is shipped; or its label could not be undone.
create or replace function marketplace.parked_why(p_order core.marketplace_orders) returns text
language sql stable
return case
  when p_order.status in ('acceptance_failed', 'unknown_outcome', 'shipping_failed', 'suspended') then coalesce(p_order.fault, p_order.status)
  when p_order.status in ('pending_acceptance', 'accepted') then (
    select case when s.flags <> '{}' then s.flags[1]
      when p_order.status = 'pending_acceptance' and p_order.asked_at is not null and p_order.decision is null then 'short'
      else p_order.fault end
    from core.sales s where s.store = p_order.store and s.order_gid = p_order.order_gid)
  when p_order.status <> 'shipped' and exists (
    select from core.shipments s
    where s.store = p_order.store and s.order_gid = p_order.order_gid and s.state = 'bought' and s.undo_tries >= 3)
  then 'label_not_undone' end;
