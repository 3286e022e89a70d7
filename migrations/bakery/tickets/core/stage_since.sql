-- Since when a ticket is in its stage, from what it says itself: a queue asks it of hundreds.
create or replace function bakery.stage_since(p_order core.orders) returns timestamptz
language sql immutable
return coalesce(case p_order.stage
  when 'Covering' then p_order.filling_complete_ts
  when 'Decorating' then greatest(p_order.covering_complete_ts, p_order.qc_returned_ts)
  when 'Packing' then p_order.decorating_complete_ts
  when 'Complete' then p_order.packing_complete_ts end, p_order.created_at);
