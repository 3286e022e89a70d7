create or replace function api.ready_pantry_order(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_scan_id uuid default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return pantry.move_order(p_actor, 'ready_pantry_order', p_store, p_id, p_scan_id);

comment on function api.ready_pantry_order is
  'Says that an order can be picked up: PREPARING to READY, once every substitute is answered. '
  '@returns pantry_order_answer @refuses ORD001 ORD002 PAN010';
