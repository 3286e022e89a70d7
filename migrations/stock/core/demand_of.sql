-- What an order still needs of each component: what it wants less what a person has answered for.
create or replace function stock.demand_of(
  p_store text, p_order_gid text, out sku text, out qty numeric, out known boolean
) returns setof record
language sql stable
begin atomic
  select w.sku, greatest(0, w.qty - coalesce((
      select sum(s.qty) from core.shortfalls s
      where s.store = p_store and s.order_gid = p_order_gid and s.sku = w.sku and s.cleared_by is not null), 0)),
    w.known
  from stock.wanted_of(p_store, p_order_gid) w;
end;
