-- How many steps of the kitchen this cake has behind it, to compare it with another of its stage: one whose packing has
-- begun, or that came back from quality control, has cost more.
create or replace function bakery.steps_done(p_order core.orders) returns integer
language sql immutable
return num_nonnulls(p_order.filling_complete_ts, p_order.covering_complete_ts, p_order.decorating_complete_ts,
  p_order.packing_start_ts, p_order.packing_complete_ts);
