-- The ticket as the stations' queue shows it: with the order's notes, and how long it has waited.
create or replace function bakery.bench_json(p_order core.orders) returns jsonb
language sql stable
return bakery.ticket_json(p_order) || jsonb_build_object(
  'notes', p_order.notes, 'due_text', p_order.due_text,
  'size_group', bakery.size_group(p_order.size), 'stage_since', bakery.stage_since(p_order));
