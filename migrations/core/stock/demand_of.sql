-- What an order still needs held, per component over the whole order: its demand less what is held or short already.
create or replace function core.demand_of(
  p_store text, p_order_gid text, out sku text, out qty numeric, out known boolean
) returns setof record
language sql stable
begin atomic
  with needed as (
    select e.sku, sum(e.qty * l.quantity) as qty, bool_and(e.known) as known
    from core.sale_lines l cross join lateral core.explode(l.sku) e
    where l.store = p_store and l.order_gid = p_order_gid and l.sku is not null and l.quantity > 0
      -- A candle that nobody counts is no reason to call anyone; a cake that nobody can make is.
      and (l.kind = 'cake' or e.known)
    group by e.sku
  )
  -- The ledger has three decimals; what is finer is rounded up, so that a need is never held short.
  select n.sku,
    ceil(n.qty * 1000) / 1000
      - coalesce((select sum(t.reserved_delta) from core.inventory_txn t
                  where t.store = p_store and t.ref_id = p_order_gid and t.sku = n.sku), 0)
      - coalesce((select sum(s.qty) from core.shortfalls s
                  where s.store = p_store and s.order_gid = p_order_gid and s.sku = n.sku
                    -- What a person has answered for is not asked for again.
                    and (s.cleared_at is null or s.cleared_by is not null)), 0),
    n.known
  from needed n;
end;
