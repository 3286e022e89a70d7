create or replace function api.confirm_pantry_order(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_scan_id uuid default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return pantry.move_order(p_actor, 'confirm_pantry_order', p_store, p_id, p_scan_id);

comment on function api.confirm_pantry_order is
  'Confirms an order that waits for it: PENDING to CONFIRMED. '
  '@returns pantry_order_answer @refuses ORD001 ORD002';
