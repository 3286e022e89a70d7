-- The gid of an order, by what people and the marketplace call it. Null where there is none.
create or replace function marketplace.gid_of(p_store text, p_id text) returns text
language sql stable
return (select m.order_gid from core.marketplace_orders m where m.store = p_store and m.mirakl_id = p_id);
