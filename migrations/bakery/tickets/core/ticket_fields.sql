-- What a ticket says of itself, nothing of the customer. p_actions: what whoever asks may do with it (core.allowed_actions).
-- It reads nothing, but of a ticket that waits: so it becomes part of the statement that it stands in.
create or replace function core.ticket_fields(p_order core.orders, p_today date, p_actions text[]) returns jsonb
language sql stable
return jsonb_build_object(
  'id', p_order.id, 'store', p_order.store, 'stage', p_order.stage, 'priority', core.priority_of(p_order, p_today),
  'priority_set', p_order.priority_override is not null, 'queue_key', core.queue_key(p_order, p_today),
  'product_title', p_order.product_title, 'flavour', p_order.flavour, 'size', p_order.size,
  'cake_message', p_order.cake_message, 'allergies', p_order.allergies,
  'due_date', p_order.due_date, 'due_slot', p_order.due_slot, 'due_minutes', p_order.due_minutes,
  'delivery_method', p_order.delivery_method,
  'assignee_id', p_order.assignee_id, 'storage', p_order.storage, 'print_count', p_order.print_count,
  'filling_start_ts', p_order.filling_start_ts, 'filling_complete_ts', p_order.filling_complete_ts,
  'covering_complete_ts', p_order.covering_complete_ts, 'decorating_complete_ts', p_order.decorating_complete_ts,
  'packing_start_ts', p_order.packing_start_ts, 'packing_complete_ts', p_order.packing_complete_ts,
  'qc_returned_ts', p_order.qc_returned_ts, 'qc_reason', p_order.qc_reason,
  'cancelled_at', p_order.cancelled_at, 'inventory_blocked', p_order.inventory_blocked,
  'missing', case when p_order.inventory_blocked then core.missing_of(p_order) else '[]' end, 'flags', p_order.flags,
  'change', case when 'changed' = any (p_order.flags) then core.change_json(p_order) end, 'allowed_actions', p_actions);
