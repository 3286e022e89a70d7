-- Has the shop called the last three pushes of a SKU stale? Once is a sale that we have not heard of, twice are two of them.
create or replace function shopify.stale_again(p_store text, p_sku text) returns boolean
language sql stable
return (
  select count(*) = 3 and bool_and(coalesce(l.fault in ('CHANGE_FROM_QUANTITY_STALE', 'COMPARE_QUANTITY_STALE'), false))
  from (
    select b.fault from core.push_lines b
    where b.store = p_store and b.sku = p_sku order by b.batch_id desc limit 3) l
);
