-- How much of a component an order has used up, of what it needs no more: all of it, or what one cake and the extras
-- that have left the house are made of. p_cake: the SKU of that cake; null for none.
create or replace function core.used_of(
  p_store text, p_order_gid text, p_sku text, p_surplus core.txn_kind, p_cake text
) returns numeric
language sql stable
return case when p_surplus = 'consume' then 'Infinity'::numeric else (
  select coalesce(ceil(sum(e.qty * u.quantity) * 1000) / 1000, 0)
  from (
    select p_cake as sku, 1 as quantity
    union all
    select l.sku, l.quantity - l.used from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'extra' and core.extras_gone(p_store, p_order_gid)
  ) u
  cross join lateral core.explode(u.sku) e
  where e.sku = p_sku and u.quantity > 0) end;
