-- An order that wants less than it holds and was answered for: what was answered for goes first, the last answer before
-- the others, and what it holds stays.
create or replace function stock.forget_answers(p_store text, p_order_gid text) returns void
language sql
begin atomic
  with answers as (
    select s.shortfall_id, s.qty, sum(s.qty) over latest as so_far,
      sum(s.qty) over (partition by s.sku) + stock.held_of(p_store, p_order_gid, s.sku) - coalesce(w.qty, 0) as excess
    from core.shortfalls s left join stock.wanted_of(p_store, p_order_gid) w using (sku)
    where s.store = p_store and s.order_gid = p_order_gid and s.cleared_by is not null
    window latest as (partition by s.sku order by s.shortfall_id desc)
  ), gone as (
    select a.shortfall_id, a.qty, least(a.qty, a.excess - a.so_far + a.qty) as qty_gone from answers a
  )
  update core.shortfalls s set
    cleared_by = case when g.qty_gone < g.qty then s.cleared_by end,
    qty = case when g.qty_gone < g.qty then s.qty - g.qty_gone else s.qty end
  from gone g where s.shortfall_id = g.shortfall_id and g.qty_gone > 0;
end;
