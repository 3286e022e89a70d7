-- A SKU is ours from now on: where it is not known to be on sale, the shop's levels are looked at within a minute.
create or replace function stock.look_for_it(p_sku text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stores text := core.see_house();
begin
  perform core.enqueue('level_check', s.store, s.store, jsonb_build_object('store', s.store))
  from core.shops s
  where not exists (select from core.shop_skus k where k.store = s.store and k.sku = p_sku)
  order by s.store;
  perform core.see_stores(v_stores);
end
$$;
