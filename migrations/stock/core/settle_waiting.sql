-- Gives what is free of these components to the orders that wait for it, the longest waiting first, of every store.
-- Items are locked before orders here, so an order that somebody has locked is passed over: the sweeper comes again.
-- Returns the components that were given.
create or replace function stock.settle_waiting(p_skus text[]) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stores text;
  v_wait record;
  v_need numeric;
  v_taken numeric;
  v_given text[] := '{}';
begin
  if coalesce(p_skus, '{}') = '{}' then
    return '{}';
  end if;
  v_stores := core.see_house();
  for v_wait in
    select s.store, s.order_gid, s.sku from core.shortfalls s
    where s.cleared_at is null and s.sku = any (p_skus) order by s.sku collate "C", s.shortfall_id
  loop
    continue when not exists (
      select from core.inventory_items i where i.sku = v_wait.sku and i.on_hand > i.reserved);
    perform from core.sales s where s.store = v_wait.store and s.order_gid = v_wait.order_gid for update skip locked;
    continue when not found;
    v_need := coalesce((
      select d.qty from stock.demand_of(v_wait.store, v_wait.order_gid) d where d.sku = v_wait.sku), 0);
    select c.taken into v_taken
    from stock.settle_component(v_wait.store, v_wait.order_gid, v_wait.sku, v_need, 0) c;
    if v_taken > 0 then
      v_given := v_given || v_wait.sku;
    end if;
    if stock.mark_blocked(v_wait.store, v_wait.order_gid) then
      perform core.log_event('stock_came', v_wait.store, v_wait.order_gid,
        p_detail => jsonb_build_object('sku', v_wait.sku));
    end if;
  end loop;
  perform core.see_stores(v_stores);
  return v_given;
end
$$;
