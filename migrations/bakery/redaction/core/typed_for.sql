-- Is this product known by a title that a person typed for this order, and for no other whose customer is still known?
create or replace function bakery.typed_for(p_product core.product_kinds, p_order_gid text) returns boolean
language sql stable
return p_product.product_id is null and exists (
  select from core.sale_lines l
  where l.store = p_product.store and l.product_key = p_product.product_key and l.order_gid = p_order_gid)
and not exists (
  select from core.sale_lines l join core.sales s using (store, order_gid)
  where l.store = p_product.store and l.product_key = p_product.product_key and l.order_gid <> p_order_gid and s.redacted_at is null);
