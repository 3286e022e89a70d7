-- Who packed a cake that is complete; null while it is not, or was packed by no person.
create or replace function core.packed_by(p_order core.orders) returns text
language sql stable
return case when p_order.stage = 'Complete' then (
  select e.actor_id from core.order_events e
  where e.store = p_order.store and e.ticket_id = p_order.id and e.kind = 'complete_packing' and e.actor_kind = 'staff'
  order by e.event_no desc limit 1) end;
