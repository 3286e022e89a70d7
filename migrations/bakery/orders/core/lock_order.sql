-- Locks an order whole: the sale, then its tickets by id. Whoever touches more than one ticket begins here, so that
-- two of them never wait for each other. After these come inventory items by SKU, then rows of the outbox.
create or replace function bakery.lock_order(p_store text, p_order_gid text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_found boolean;
begin
  perform from core.sales s where s.store = p_store and s.order_gid = p_order_gid for update;
  v_found := found;
  perform from core.orders o where o.store = p_store and o.order_gid = p_order_gid order by o.id for update;
  return v_found;
end
$$;
