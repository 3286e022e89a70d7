-- Who holds a component, in the order in which it is taken from them: those that came last first, and what is in begun
-- cakes, which nobody can take off the shelf, after all the rest.
create or replace function stock.holders_of(p_sku text, out store text, out order_gid text, out qty numeric) returns setof record
language sql stable
begin atomic
  with held as (
    select t.store, t.ref_id as order_gid, sum(t.reserved_delta) as qty from core.inventory_txn t
    where t.sku = p_sku and t.ref_id is not null group by t.store, t.ref_id having sum(t.reserved_delta) > 0
  )
  select h.store, h.order_gid, part.qty
  from held h
  join core.sales s on s.store = h.store and s.order_gid = h.order_gid
  cross join lateral (select stock.in_process_of(h.store, h.order_gid, p_sku) as qty) begun
  cross join lateral (values (0, h.qty - begun.qty), (1, begun.qty)) part (turn, qty)
  where part.qty > 0
  order by part.turn, s.created_at desc, h.order_gid collate "C" desc;
end;
