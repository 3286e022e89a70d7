-- Has all that an order had beside its cakes left the house, because it was handed over and no cake is open?
-- With its last cake they go as well (stock.settle_order); what is added to the order after that waits for the shop.
create or replace function stock.extras_gone(p_store text, p_order_gid text) returns boolean
language sql stable
return (
  select stock.handed_over(s) and s.cancelled_at is null and not stock.bakes(p_store, p_order_gid)
  from core.sales s where s.store = p_store and s.order_gid = p_order_gid
);
