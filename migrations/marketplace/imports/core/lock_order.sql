-- Locks an order whole: its sale, then what the marketplace says of it. Null when it is not there.
create or replace function marketplace.lock_order(p_store text, p_order_gid text) returns core.marketplace_orders
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_order core.marketplace_orders;
begin
  perform from core.sales s where s.store = p_store and s.order_gid = p_order_gid for update;
  select m.* into v_order from core.marketplace_orders m where m.store = p_store and m.order_gid = p_order_gid for update;
  return v_order;
end
$$;
