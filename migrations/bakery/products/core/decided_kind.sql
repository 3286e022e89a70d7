-- What somebody decided that a product is, its variant first; null when nobody has.
create or replace function bakery.decided_kind(p_store text, p_product_key text, p_variant_key text) returns core.line_kind
language sql stable
return (
  select p.kind from core.product_kinds p
  where p.store = p_store and p.product_key = any (array[p_variant_key, p_product_key]) and p.kind is not null
  order by (p.product_key = p_variant_key) is true desc limit 1);
