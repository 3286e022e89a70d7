-- Is this ticket one to offer to somebody who looks for its order? Not a cancelled one beside others; if all are cancelled,
-- each shows that it is.
create or replace function bakery.is_left(p_order core.orders) returns boolean
language sql stable
return p_order.cancelled_at is null or not exists (
  select from core.orders t
  where t.store = p_order.store and t.order_gid = p_order.order_gid and t.cancelled_at is null);
