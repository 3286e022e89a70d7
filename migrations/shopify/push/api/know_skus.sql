create or replace function api.know_skus(p_actor jsonb, p_store text, p_at timestamptz, p_asked jsonb, p_found jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'know_skus', p_store => p_store);
  v_sku record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform shopify.lock_items(p_store, core.texts(p_asked), array(
    select f.inventory_item_gid from jsonb_to_recordset(p_found) f (inventory_item_gid text)));
  for v_sku in
    select a.sku, min(f.inventory_item_gid) as item, min(f.product_id) as product_id,
      bool_and(f.tracked) as tracked, min(f.policy) as policy, min(f.available) as available
    from jsonb_array_elements_text(p_asked) a (sku)
    left join jsonb_to_recordset(p_found) f (
      sku text, inventory_item_gid text, product_id text, tracked boolean, policy text, available integer) on f.sku = a.sku
    group by a.sku having count(f.inventory_item_gid) = 1 order by a.sku collate "C"
  loop
    insert into core.shop_skus (store, sku) values (p_store, v_sku.sku) on conflict do nothing;
    perform shopify.own_item(p_store, v_sku.sku, v_sku.item);
    update core.shop_skus k set product_id = v_sku.product_id, tracked = v_sku.tracked,
      policy = v_sku.policy::core.inventory_policy,
      fault = case when k.fault not in ('SKU_NOT_IN_SHOP', 'SKU_AMBIGUOUS') then k.fault end
    where k.store = p_store and k.sku = v_sku.sku;
    perform shopify.see_level(p_store, v_sku.sku, coalesce(v_sku.available, 0), p_at);
    perform shopify.ask_about_sku(k) from core.shop_skus k where k.store = p_store and k.sku = v_sku.sku;
  end loop;
  perform shopify.fail_skus(p_store, array_agg(n.sku), n.code)
  from (
    select a.sku, case count(f.inventory_item_gid) when 0 then 'SKU_NOT_IN_SHOP' else 'SKU_AMBIGUOUS' end as code
    from jsonb_array_elements_text(p_asked) a (sku)
    left join jsonb_to_recordset(p_found) f (sku text, inventory_item_gid text) on f.sku = a.sku
    group by a.sku having count(f.inventory_item_gid) <> 1
  ) n group by n.code;
  return core.ok(false);
end
$$;

comment on function api.know_skus is
  'Records the shop''s items for the requested SKUs, read after p_at. None, or more than one: the SKU cannot be pushed '
  'and an alert is sent. @returns done_answer';
