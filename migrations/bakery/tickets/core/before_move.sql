-- What a move may overwrite of a ticket, kept in its event for whoever takes it back: ids and times, null for nothing. The stage is in
-- the event itself, a reason in the remarks.
create or replace function bakery.before_move(p_order core.orders) returns jsonb
language sql stable
return jsonb_build_object(
  'assignee_id', p_order.assignee_id,
  'filling_complete_ts', p_order.filling_complete_ts, 'covering_complete_ts', p_order.covering_complete_ts,
  'decorating_complete_ts', p_order.decorating_complete_ts, 'packing_start_ts', p_order.packing_start_ts,
  'packing_complete_ts', p_order.packing_complete_ts, 'qc_returned_ts', p_order.qc_returned_ts);
