-- Has an order without an open cake left the house? The shop says so of its own; one that no shop knows goes with its cakes.
create or replace function stock.handed_over(p_sale core.sales) returns boolean
language sql stable
return p_sale.fulfilled_at is not null or (stock.is_manual(p_sale.order_gid) and exists (
  select from core.orders o
  where o.store = p_sale.store and o.order_gid = p_sale.order_gid and o.stage = 'Complete' and o.cancelled_at is null));
