-- Have an order's extras left the house? They go with its last cake, if any was finished at all, or, without a cake, when
-- the shop has fulfilled the order.
create or replace function core.extras_gone(p_store text, p_order_gid text) returns boolean
language sql stable
return (
  select case when count(o.id) = 0 then bool_or(s.fulfilled_at is not null and s.cancelled_at is null)
    else bool_or(o.stage = 'Complete') and bool_and(o.stage = 'Complete' or o.cancelled_at is not null) end
  from core.sales s left join core.orders o on o.store = s.store and o.order_gid = s.order_gid
  where s.store = p_store and s.order_gid = p_order_gid
);
