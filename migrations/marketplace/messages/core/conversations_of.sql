-- The conversations that go with an order's customer: those about the order, and those of the customer about none that is here.
create or replace function marketplace.conversations_of(p_store text, p_order_gid text) returns setof text
language sql stable
begin atomic
  select c.thread_id from core.marketplace_orders m join core.conversations c on c.store = m.store and c.mirakl_id = m.mirakl_id
  where m.store = p_store and m.order_gid = p_order_gid
  union
  select c.thread_id from core.marketplace_orders m join core.conversations c on c.store = m.store and c.customer_id = m.customer_id
  where m.store = p_store and m.order_gid = p_order_gid and not exists (
    select from core.marketplace_orders o where o.store = c.store and o.mirakl_id = c.mirakl_id);
end;
