-- This item stands for this SKU from now on; another that it stood for, before it was renamed, is looked for again.
-- The SKUs are locked (shopify.lock_items).
create or replace function shopify.own_item(p_store text, p_sku text, p_item text) returns void
language sql
begin atomic
  update core.shop_skus k set inventory_item_gid = null, known_qty = null
  where k.store = p_store and k.inventory_item_gid = p_item and k.sku <> p_sku;
  update core.shop_skus k set inventory_item_gid = p_item
  where k.store = p_store and k.sku = p_sku and k.inventory_item_gid is distinct from p_item;
end;
