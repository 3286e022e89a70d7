create or replace function api.note_product(p_actor jsonb, p_store text, p_product_id text, p_variants jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_product', p_store => p_store);
  v_new record;
  v_changed boolean := false;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform shopify.sold_here(p_store, array(select v.sku from jsonb_to_recordset(p_variants) v (sku text)));
  perform shopify.lock_skus(p_store, array(select v.sku from jsonb_to_recordset(p_variants) v (sku text)));
  for v_new in
    select k.sku, min(v.inventory_item_gid) as item, count(distinct v.inventory_item_gid) as items, bool_and(v.tracked) as tracked,
      min(v.policy) as policy
    from jsonb_to_recordset(p_variants) v (sku text, inventory_item_gid text, tracked boolean, policy text)
    join core.shop_skus k on k.store = p_store and k.sku = v.sku
    group by k.sku order by k.sku collate "C"
  loop
    if v_new.items > 1 then
      perform shopify.fail_skus(p_store, array[v_new.sku], 'SKU_AMBIGUOUS');
      continue;
    end if;
    -- It may be old news, or another item with this SKU: the shop is asked for its item before the next push.
    update core.shop_skus k set product_id = p_product_id, tracked = coalesce(v_new.tracked, k.tracked),
      policy = coalesce(v_new.policy::core.inventory_policy, k.policy), inventory_item_gid = null,
      known_qty = case when coalesce(k.inventory_item_gid, v_new.item) = v_new.item then k.known_qty end, fault = null
    where k.store = p_store and k.sku = v_new.sku and (k.product_id, k.tracked, k.policy, k.inventory_item_gid, k.fault)
      is distinct from (p_product_id, coalesce(v_new.tracked, k.tracked), coalesce(v_new.policy::core.inventory_policy, k.policy),
        v_new.item, null);
    continue when not found;
    v_changed := true;
    perform shopify.ask_about_sku(k) from core.shop_skus k where k.store = p_store and k.sku = v_new.sku;
    perform core.enqueue('inventory_push', p_store, concat_ws(':', p_store, v_new.sku, 'heard'),
      jsonb_build_object('store', p_store, 'sku', v_new.sku));
  end loop;
  return core.ok(not v_changed);
end
$$;

comment on function api.note_product is
  'Records that a shop''s product has changed: which item stands for which SKU ({sku, inventory_item_gid, tracked, '
  'policy}). @returns done_answer';
