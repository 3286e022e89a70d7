-- All of a ticket that decides which moves it allows (bakery.guard, bakery.is_done): tickets alike in it allow the same.
-- Stable, as what it calls is: else it would be a call of its own for each ticket.
create or replace function bakery.judged_by(p_order core.orders) returns text
language sql stable
return concat_ws(',', p_order.stage, p_order.cancelled_at is null, p_order.inventory_blocked, 'changed' = any (p_order.flags),
  p_order.filling_complete_ts is null, p_order.covering_complete_ts is null, p_order.decorating_complete_ts is null,
  p_order.packing_start_ts is null, p_order.packing_complete_ts is null, p_order.qc_returned_ts is null);
