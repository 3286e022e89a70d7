-- How much of a component is held by cakes that are past filling: it counts as on hand until they are complete, and
-- nobody finds it on the shelf.
create or replace function stock.in_process(p_sku text) returns numeric
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stores text := core.see_house();
  v_qty numeric;
begin
  select coalesce(sum(stock.in_process_of(b.store, b.order_gid, p_sku)), 0) into v_qty
  from (
    select distinct o.store, o.order_gid from core.orders o
    where o.filling_complete_ts is not null and o.stage <> 'Complete' and o.cancelled_at is null
  ) b;
  perform core.see_stores(v_stores);
  return v_qty;
end
$$;
