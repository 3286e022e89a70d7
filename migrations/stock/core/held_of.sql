-- How much of a component an order holds.
create or replace function stock.held_of(p_store text, p_order_gid text, p_sku text) returns numeric
language sql stable
return coalesce((
  select sum(t.reserved_delta) from core.inventory_txn t
  where t.store = p_store and t.ref_id = p_order_gid and t.sku = p_sku), 0);
