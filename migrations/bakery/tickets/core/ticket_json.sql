-- The ticket as a scan answers it: what the bench needs, nothing of the customer.
create or replace function bakery.ticket_json(p_order core.orders) returns jsonb
language sql stable
return jsonb_build_object(
  'id', p_order.id, 'store', p_order.store, 'stage', p_order.stage, 'priority', bakery.priority_of(p_order),
  'priority_set', p_order.priority_override is not null, 'queue_key', bakery.queue_key(p_order),
  'product_title', p_order.product_title, 'flavour', p_order.flavour, 'size', p_order.size,
  'cake_message', p_order.cake_message, 'allergies', p_order.allergies, 'due_date', p_order.due_date, 'due_slot', p_order.due_slot, 'due_minutes', p_order.due_minutes,
  'delivery_method', p_order.delivery_method,
  'assignee_id', p_order.assignee_id, 'storage', p_order.storage, 'print_count', p_order.print_count,
  'filling_start_ts', p_order.filling_start_ts, 'filling_complete_ts', p_order.filling_complete_ts,
  'covering_complete_ts', p_order.covering_complete_ts, 'decorating_complete_ts', p_order.decorating_complete_ts,
  'packing_start_ts', p_order.packing_start_ts, 'packing_complete_ts', p_order.packing_complete_ts,
  'qc_returned_ts', p_order.qc_returned_ts, 'qc_reason', p_order.qc_reason,
  'cancelled_at', p_order.cancelled_at, 'inventory_blocked', p_order.inventory_blocked,
  'missing', case when p_order.inventory_blocked then bakery.missing_of(p_order) else '[]' end, 'flags', p_order.flags,
  'change', bakery.change_json(p_order),
  'allowed_actions', bakery.allowed_actions(p_order, core.actor('role')))
  || bakery.together_json(p_order);
