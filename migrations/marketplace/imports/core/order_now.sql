-- An order as it is now, for the answer of what has changed it.
create or replace function marketplace.order_now(p_store text, p_order_gid text) returns jsonb
language sql stable
return (select marketplace.order_json(m) from core.marketplace_orders m where m.store = p_store and m.order_gid = p_order_gid);
