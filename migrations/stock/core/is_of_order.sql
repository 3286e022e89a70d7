-- Is all that a packer's list names of this ticket's order, or was it once?
create or replace function stock.is_of_order(p_order core.orders, p_skipped jsonb) returns boolean
language sql stable
return not exists (
  select from jsonb_to_recordset(p_skipped) b (sku text)
  where not exists (
    select from core.sale_lines l
    where l.store = p_order.store and l.order_gid = p_order.order_gid and coalesce(l.sku, stock.extra_title(l)) = b.sku));
