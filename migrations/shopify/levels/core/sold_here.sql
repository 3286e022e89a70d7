-- SKUs of ours among those that a shop has are on sale there from now on: their levels are ours to keep.
create or replace function shopify.sold_here(p_store text, p_skus text[]) returns void
language sql
begin atomic
  insert into core.shop_skus (store, sku)
  select distinct p_store, s.sku from unnest(p_skus) s (sku)
  where stock.is_ours(s.sku) order by s.sku
  on conflict do nothing;
end;
