-- What an order is made of that has not left the house, per component, over the whole order: each cake that is neither
-- finished nor cancelled, and what goes with them.
create or replace function core.wanted_of(
  p_store text, p_order_gid text, out sku text, out qty numeric, out known boolean
) returns setof record
language sql stable
begin atomic
  -- The ledger has three decimals; what is finer is rounded up, so that a need is never held short.
  select e.sku, ceil(sum(e.qty * l.quantity) * 1000) / 1000, bool_and(e.known)
  from core.open_lines(p_store, p_order_gid) l cross join lateral core.explode(l.sku) e
  -- A candle that nobody counts is no reason to call anyone; a cake that nobody can make is.
  where l.kind = 'cake' or e.known
  group by e.sku;
end;
