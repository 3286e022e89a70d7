-- Is this SKU an item, or made of some?
create or replace function stock.is_ours(p_sku text) returns boolean
language sql stable
return exists (select from core.inventory_items i where i.sku = p_sku)
  or exists (select from core.product_requirements r where r.sku = p_sku);
