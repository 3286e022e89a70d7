-- Locks what is known of SKUs in a shop, in sorted order, so that two who change many at once never wait for each other.
create or replace function shopify.lock_skus(p_store text, p_skus text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from core.shop_skus k where k.store = p_store and k.sku = any (p_skus) order by k.sku collate "C" for update;
end
$$;
