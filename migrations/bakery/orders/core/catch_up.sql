-- Books an order anew whose recipes have changed since it was booked, if nobody has done so yet: then what is used up next
-- is what it holds. The order is locked.
create or replace function bakery.catch_up(p_store text, p_order_gid text) returns void
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = auto as $$
begin
  perform stock.lock_bom(false);
  if exists (
    select from (
      select sku, coalesce(d.qty, 0) as qty, coalesce(d.known, true) as known
      from stock.demand_of(p_store, p_order_gid) d full join stock.claims_of(p_store, p_order_gid) c using (sku)
    ) n
    where n.known and n.qty <> stock.held_of(p_store, p_order_gid, n.sku) + coalesce((
      select s.qty from core.shortfalls s
      where s.store = p_store and s.order_gid = p_order_gid and s.sku = n.sku and s.cleared_at is null), 0))
  then
    perform bakery.book_order(p_store, p_order_gid);
  end if;
end
$$;
