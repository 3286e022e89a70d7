-- Is it kept what this cake was filled from? Not before it is filled, nor if a release filled it that did not keep it yet.
create or replace function stock.is_kept(p_order core.orders) returns boolean
language sql stable
return p_order.filling_complete_ts is not null and exists (
  select from core.ticket_components c
  where c.store = p_order.store and c.ticket_id = p_order.id and c.filled_at = p_order.filling_complete_ts);
