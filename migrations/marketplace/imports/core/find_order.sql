-- The order that people call so, by the marketplace's id of it, locked whole. Null when a store has none.
create or replace function marketplace.find_order(p_store text, p_id text) returns core.marketplace_orders
language sql
return marketplace.lock_order(p_store, (select m.order_gid from core.marketplace_orders m where m.store = p_store and m.mirakl_id = p_id));
