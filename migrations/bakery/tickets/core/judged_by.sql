-- All of a ticket that decides which moves it allows (core.guard, core.is_done): tickets alike in it allow the same.
create or replace function core.judged_by(p_order core.orders) returns text
language sql immutable
return concat_ws(',', p_order.stage, p_order.cancelled_at is null, p_order.inventory_blocked, 'changed' = any (p_order.flags),
  p_order.filling_complete_ts is null, p_order.covering_complete_ts is null, p_order.decorating_complete_ts is null,
  p_order.packing_start_ts is null, p_order.packing_complete_ts is null, p_order.qc_returned_ts is null);
