-- Who packed a finished cake, by name; null for one that was handed over before it was here.
create or replace function bakery.packed_by(p_order core.orders) returns text
language sql stable
return (
  select core.name_of_actor(e.actor_kind, e.actor_id) from core.order_events e
  where e.store = p_order.store and e.ticket_id = p_order.id and e.kind = 'complete_packing'
  order by e.event_no desc limit 1);
