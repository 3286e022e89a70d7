-- What a ticket says of itself, nothing of the customer, a column for each key. p_actions: what whoever asks may do with it
-- (bakery.actions_of); p_cakes, p_cake_no, p_siblings: bakery.cakes_of; p_extras: bakery.extras_of; each null for nothing.
-- p_size_group: the size that its size counts as.
-- One row, as a set, and it reads nothing but of a ticket that waits or is complete: so it becomes part of the statement that
-- it stands in. Rows become JSON at once there, each key after those that are shorter or come before it in the alphabet: the
-- order in which jsonb keeps them, so that nothing is sorted (ADR 101).
create or replace function bakery.ticket_columns(
  p_order core.orders, p_today date, p_actions jsonb, p_cakes bigint, p_cake_no bigint, p_siblings jsonb, p_extras jsonb,
  p_size_group text,
  out id text, out size text, out cakes bigint, out flags text[], out notes text, out stage core.stage_type, out store text,
  out change jsonb, out extras jsonb, out cake_no bigint, out flavour text, out missing jsonb, out storage text,
  out due_date date, out due_slot text, out due_text text, out priority core.priority, out siblings jsonb, out allergies text,
  out packed_by text, out qc_reason text, out queue_key text, out size_group text, out assignee_id uuid,
  out due_minutes integer, out print_count integer, out stage_since timestamptz, out cake_message text, out cancelled_at timestamptz,
  out priority_set boolean, out product_title text, out qc_returned_ts timestamptz, out allowed_actions jsonb,
  out delivery_method core.delivery_method, out filling_start_ts timestamptz, out packing_start_ts timestamptz,
  out inventory_blocked boolean, out filling_complete_ts timestamptz, out packing_complete_ts timestamptz,
  out covering_complete_ts timestamptz, out decorating_complete_ts timestamptz
) returns setof record
language sql stable rows 1
begin atomic
  select p_order.id, p_order.size, coalesce(p_cakes, (p_order.cancelled_at is null)::integer), p_order.flags, p_order.notes,
    p_order.stage, p_order.store, case when 'changed' = any (p_order.flags) then bakery.change_json(p_order) end,
    coalesce(p_extras, '[]'), case when p_order.cancelled_at is null then case when p_cakes is null then 1 else p_cake_no end end,
    p_order.flavour, case when p_order.inventory_blocked then bakery.missing_of(p_order) else '[]' end, p_order.storage,
    p_order.due_date, p_order.due_slot, p_order.due_text, bakery.priority_of(p_order, p_today), coalesce(p_siblings, '[]'),
    p_order.allergies, case when p_order.stage = 'Complete' then bakery.packed_by(p_order) end, p_order.qc_reason,
    bakery.queue_key(p_order, p_today), p_size_group, p_order.assignee_id, p_order.due_minutes, p_order.print_count,
    bakery.stage_since(p_order), p_order.cake_message, p_order.cancelled_at, p_order.priority_override is not null,
    p_order.product_title, p_order.qc_returned_ts, p_actions, p_order.delivery_method, p_order.filling_start_ts,
    p_order.packing_start_ts, p_order.inventory_blocked, p_order.filling_complete_ts, p_order.packing_complete_ts,
    p_order.covering_complete_ts, p_order.decorating_complete_ts;
end;
