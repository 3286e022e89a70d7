-- What a shop's code against one line of a batch leads to.
create or replace function shopify.fault_line(p_store text, p_sku text, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_code in ('CHANGE_FROM_QUANTITY_STALE', 'COMPARE_QUANTITY_STALE') then
    update core.shop_skus k set verify = true where k.store = p_store and k.sku = p_sku;
    if shopify.stale_again(p_store, p_sku) then
      -- Reading and pushing at once has not helped: what the shop compares with is not what it shows.
      perform shopify.postpone_rows(p_store, p_sku, p_code);
    end if;
  elsif p_code in ('INVALID_INVENTORY_ITEM', 'ITEM_NOT_STOCKED_AT_LOCATION', 'INVALID_LOCATION')
    and not exists (select from core.shop_skus k where k.store = p_store and k.sku = p_sku and k.fault = p_code)
  then
    -- Deleted and made anew, perhaps, it or its location: looked for once more before it is given up.
    update core.shop_skus k set inventory_item_gid = null, known_qty = null, fault = p_code
    where k.store = p_store and k.sku = p_sku;
    update core.shops s set location_gid = null where s.store = p_store and p_code = 'INVALID_LOCATION';
  elsif shopify.breaks(p_code) then
    perform shopify.postpone_rows(p_store, p_sku, p_code);
  else
    perform shopify.fail_skus(p_store, array[p_sku], p_code);
  end if;
end
$$;
