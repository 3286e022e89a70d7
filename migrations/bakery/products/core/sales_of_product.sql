-- The sales that have a line of a product, or of a variant, after one of them.
create or replace function bakery.sales_of_product(p_store text, p_product_key text, p_after text) returns setof text
language sql stable
begin atomic
  select l.order_gid from core.sale_lines l
  where p_product_key not like 'variant:%' and l.store = p_store and l.product_key = p_product_key and l.order_gid > p_after
  union
  select l.order_gid from core.sale_lines l
  where p_product_key like 'variant:%' and l.store = p_store and l.variant_key = p_product_key and l.order_gid > p_after;
end;
