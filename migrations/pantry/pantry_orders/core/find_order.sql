-- The order that a code means, rightly read or not: its own, P-…, or the one for its pick-up, H-…; locked whole. Null when a pantry
-- has none.
create or replace function pantry.find_order(p_store text, p_code text) returns core.pantry_orders
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_code text := upper(core.plain_scan(p_code));
  v_gid text := (
    select o.order_gid from core.pantry_orders o where o.store = p_store and o.id = v_code
    union all
    select o.order_gid from core.pantry_orders o where o.store = p_store and o.pickup_code = v_code);
  v_order core.pantry_orders;
begin
  perform from core.sales s where s.store = p_store and s.order_gid = v_gid for update;
  select o.* into v_order from core.pantry_orders o where o.store = p_store and o.order_gid = v_gid for update;
  return v_order;
end
$$;
