create or replace function api.withdraw_pantry_order(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_scan_id uuid default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return pantry.move_order(p_actor, 'withdraw_pantry_order', p_store, p_id, p_scan_id, p_by => 'member');

comment on function api.withdraw_pantry_order is
  'Takes back a member''s own order, until it is being prepared. What it held is free again, and its place. '
  '@returns pantry_order_answer @refuses ORD001 ORD002';
