-- When a ticket came to a point of its way, by the name that the stage model gives it (stamps, requires).
create or replace function core.stamp_of(p_order core.orders, p_name text) returns timestamptz
language sql immutable
return case p_name
  when 'filling_complete_ts' then p_order.filling_complete_ts
  when 'covering_complete_ts' then p_order.covering_complete_ts
  when 'decorating_complete_ts' then p_order.decorating_complete_ts
  when 'packing_start_ts' then p_order.packing_start_ts
  when 'packing_complete_ts' then p_order.packing_complete_ts
  when 'qc_returned_ts' then p_order.qc_returned_ts end;
