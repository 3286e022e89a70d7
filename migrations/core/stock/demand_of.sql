-- What an order still needs of each component, over the whole order: for each cake that is neither finished nor
-- cancelled, and for what goes with them until the last one is. Less what a person has answered for.
create or replace function core.demand_of(
  p_store text, p_order_gid text, out sku text, out qty numeric, out known boolean
) returns setof record
language sql stable
begin atomic
  with needed as (
    select e.sku, sum(e.qty * l.quantity) as qty, bool_and(e.known) as known
    from core.open_lines(p_store, p_order_gid) l cross join lateral core.explode(l.sku) e
    -- A candle that nobody counts is no reason to call anyone; a cake that nobody can make is.
    where l.kind = 'cake' or e.known
    group by e.sku
  )
  -- The ledger has three decimals; what is finer is rounded up, so that a need is never held short.
  select n.sku,
    greatest(0, ceil(n.qty * 1000) / 1000 - coalesce((
      select sum(s.qty) from core.shortfalls s
      where s.store = p_store and s.order_gid = p_order_gid and s.sku = n.sku and s.cleared_by is not null), 0)),
    n.known
  from needed n;
end;
