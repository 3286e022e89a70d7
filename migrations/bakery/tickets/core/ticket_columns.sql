-- What a ticket says of itself, nothing of the customer, a column for each key. p_actions: what whoever asks may do with it
-- (bakery.allowed_actions); p_others and p_extras: what belongs together with it (bakery.others_of, bakery.extras_of), null for
-- nothing. One row, as a set, and it reads nothing but of a ticket that waits or is complete: so it becomes part of the
-- statement that it stands in. Rows become JSON at once there: to add keys to an object that is made costs as much as to make it.
create or replace function bakery.ticket_columns(
  p_order core.orders, p_today date, p_actions jsonb, p_others jsonb, p_extras jsonb,
  out id text, out store text, out stage core.stage_type, out priority core.priority, out priority_set boolean,
  out queue_key text, out product_title text, out flavour text, out size text, out cake_message text, out allergies text,
  out due_date date, out due_slot text, out due_minutes integer, out delivery_method core.delivery_method,
  out assignee_id uuid, out storage text, out print_count integer,
  out filling_start_ts timestamptz, out filling_complete_ts timestamptz, out covering_complete_ts timestamptz,
  out decorating_complete_ts timestamptz, out packing_start_ts timestamptz, out packing_complete_ts timestamptz,
  out qc_returned_ts timestamptz, out qc_reason text, out cancelled_at timestamptz, out inventory_blocked boolean,
  out missing jsonb, out flags text[], out change jsonb, out allowed_actions jsonb,
  out cakes jsonb, out cake_no jsonb, out siblings jsonb, out extras jsonb, out packed_by text
) returns setof record
language sql stable rows 1
begin atomic
  select p_order.id, p_order.store, p_order.stage, bakery.priority_of(p_order, p_today), p_order.priority_override is not null,
    bakery.queue_key(p_order, p_today), p_order.product_title, p_order.flavour, p_order.size, p_order.cake_message, p_order.allergies,
    p_order.due_date, p_order.due_slot, p_order.due_minutes, p_order.delivery_method,
    p_order.assignee_id, p_order.storage, p_order.print_count,
    p_order.filling_start_ts, p_order.filling_complete_ts, p_order.covering_complete_ts,
    p_order.decorating_complete_ts, p_order.packing_start_ts, p_order.packing_complete_ts,
    p_order.qc_returned_ts, p_order.qc_reason, p_order.cancelled_at, p_order.inventory_blocked,
    case when p_order.inventory_blocked then bakery.missing_of(p_order) else '[]' end, p_order.flags,
    case when 'changed' = any (p_order.flags) then bakery.change_json(p_order) end, p_actions,
    coalesce(p_others -> 'cakes', to_jsonb((p_order.cancelled_at is null)::integer)),
    case when p_order.cancelled_at is null then coalesce(p_others -> 'cake_no', '1') end,
    coalesce(p_others -> 'siblings', '[]'), coalesce(p_extras, '[]'),
    case when p_order.stage = 'Complete' then bakery.packed_by(p_order) end;
end;
