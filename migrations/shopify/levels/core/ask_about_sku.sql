-- A shop that does not track a SKU, or sells it below zero, oversells whatever we push: somebody has to look.
create or replace function shopify.ask_about_sku(p_sku core.shop_skus) returns boolean
language sql
return case when not p_sku.tracked or p_sku.policy = 'continue' then
  core.alert('shop_can_oversell', p_sku.store, p_sku.sku, jsonb_build_object(
    'sku', p_sku.sku, 'tracked', p_sku.tracked, 'policy', p_sku.policy)) end;
