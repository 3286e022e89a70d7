-- The lines of an order whose stock follows their recipes, with how many of each: a cake line by its open tickets of which
-- it is not kept what they were filled from, extras less what has left the house, until no cake is open any more and
-- the order is handed over or cancelled: then only what a packer left out. Items as extras. A service is nothing that is kept.
create or replace function stock.open_lines(
  p_store text, p_order_gid text, out sku text, out kind core.line_kind, out quantity bigint
) returns setof record
language sql stable
begin atomic
  with tickets as (
    select o.line_no, count(*) filter (where o.stage <> 'Complete' and o.cancelled_at is null) as open,
      count(*) filter (where o.stage <> 'Complete' and o.cancelled_at is null and not stock.is_kept(o)) as by_recipe
    from core.orders o where o.store = p_store and o.order_gid = p_order_gid
    group by o.line_no
  ), whole as (
    select coalesce(sum(t.open), 0) as open from tickets t
  ), counted as (
    select l.sku, l.kind, case
        when l.kind = 'cake' then coalesce(t.by_recipe, 0)
        when l.kind = 'service' then 0
        when w.open > 0 or (s.cancelled_at is null and not stock.handed_over(s)) then l.quantity - l.used
        when s.cancelled_at is null then stock.left_out(l)
        else 0 end as quantity
    from core.sale_lines l
    join core.sales s on s.store = l.store and s.order_gid = l.order_gid
    left join tickets t on t.line_no = l.line_no
    cross join whole w
    where l.store = p_store and l.order_gid = p_order_gid and l.sku is not null
  )
  select c.sku, c.kind, c.quantity from counted c where c.quantity > 0;
end;
