-- What an order is made of that has not left the house, per component, over the whole order: each cake that is neither
-- finished nor cancelled, by its recipe or by what it was filled from, each item, and what goes with them.
create or replace function stock.wanted_of(
  p_store text, p_order_gid text, out sku text, out qty numeric, out known boolean
) returns setof record
language sql stable
begin atomic
  -- The ledger has three decimals; what is finer is rounded up, so that a need is never held short.
  select n.sku, ceil(sum(n.qty) * 1000) / 1000, bool_and(n.known)
  from (
    select e.sku, e.qty * l.quantity as qty, e.known
    from stock.open_lines(p_store, p_order_gid) l cross join lateral stock.explode(l.sku) e
    -- A candle that nobody counts is no reason to call anyone; a cake that nobody can make is, or an item that is not there.
    where l.kind in ('cake', 'item') or e.known
    union all
    select c.sku, c.qty, true
    from core.orders o
    join core.ticket_components c on c.store = o.store and c.ticket_id = o.id and c.filled_at = o.filling_complete_ts
    where o.store = p_store and o.order_gid = p_order_gid and o.stage <> 'Complete' and o.cancelled_at is null and c.counted
  ) n
  group by n.sku;
end;
