-- Locks what is known of SKUs in a shop, and of those that these items stand for, in sorted order.
create or replace function shopify.lock_items(p_store text, p_skus text[], p_items text[]) returns void
language sql
begin atomic
  select shopify.lock_skus(p_store, p_skus || array(
    select k.sku from core.shop_skus k where k.store = p_store and k.inventory_item_gid = any (p_items)));
end;
