create or replace function api.complete_pantry_order(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_scan_id uuid default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return pantry.move_order(p_actor, 'complete_pantry_order', p_store, p_id, p_scan_id);

comment on function api.complete_pantry_order is
  'Hands an order over to who shows its pick-up code, H-…, or, where they have none with them, by its own: READY to COMPLETED. What it held is used up. '
  '@returns pantry_order_answer @refuses ORD001 ORD002';
