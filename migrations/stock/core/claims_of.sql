-- The components that an order holds, or is short of.
create or replace function stock.claims_of(p_store text, p_order_gid text, out sku text) returns setof text
language sql stable
begin atomic
  select t.sku from core.inventory_txn t where t.store = p_store and t.ref_id = p_order_gid
  group by t.sku having sum(t.reserved_delta) <> 0
  union
  select s.sku from core.shortfalls s where s.store = p_store and s.order_gid = p_order_gid and s.cleared_at is null;
end;
