-- Can a decision still change what is made for this sale? A cake is open, or it is neither cancelled nor handed over and
-- due from yesterday on. When an order without a ticket is due only its reading tells.
create or replace function bakery.can_change(p_sale core.sales) returns boolean
language sql stable
return stock.bakes(p_sale.store, p_sale.order_gid) or (
  p_sale.cancelled_at is null and not stock.handed_over(p_sale) and coalesce((
    select bool_or(coalesce(o.due_date >= core.store_today(o.store) - 1, true)) from core.orders o
    where o.store = p_sale.store and o.order_gid = p_sale.order_gid), true));
