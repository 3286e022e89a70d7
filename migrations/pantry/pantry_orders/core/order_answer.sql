-- The answer that has an order as it is now.
create or replace function pantry.order_answer(p_store text, p_order_gid text, p_already_done boolean) returns jsonb
language sql
return core.ok(p_already_done, jsonb_build_object('order', (
  select pantry.order_json(o) from core.pantry_orders o where o.store = p_store and o.order_gid = p_order_gid)), p_store);
