-- Is a cake of this order still to be finished?
create or replace function stock.bakes(p_store text, p_order_gid text) returns boolean
language sql stable
return exists (
  select from core.orders o
  where o.store = p_store and o.order_gid = p_order_gid and o.stage <> 'Complete' and o.cancelled_at is null);
