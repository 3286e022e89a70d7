create or replace function api.cancel_pantry_order(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_reason core.reason, p_scan_id uuid default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return pantry.move_order(p_actor, 'cancel_pantry_order', p_store, p_id, p_scan_id, p_reason, 'staff');

comment on function api.cancel_pantry_order is
  'Cancels an order that was not picked up, and says why. What it held is free again, and its place. '
  '@returns pantry_order_answer @refuses ORD001 ORD002';
