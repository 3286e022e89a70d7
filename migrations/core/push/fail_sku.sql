-- A SKU cannot be pushed: its waiting rows are given up, somebody is told why. The next change tries again.
create or replace function core.fail_sku(p_store text, p_sku text, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.shop_skus k set fault = p_code,
    inventory_item_gid = case when p_code in ('SKU_NOT_IN_SHOP', 'SKU_AMBIGUOUS') then null else k.inventory_item_gid end
  where k.store = p_store and k.sku = p_sku;
  update core.work_queue w set status = 'dead', finished_at = core.now(), next_retry_at = null, last_error = p_code,
    locked_at = null, locked_by = null
  where w.topic = 'inventory_push' and w.store = p_store and w.payload ->> 'sku' = p_sku and w.status in ('pending', 'error');
  perform core.log_event('push_failed', p_store, null, p_detail => jsonb_build_object('sku', p_sku, 'code', p_code));
  perform core.alert('push_failed', p_store, p_sku, jsonb_build_object('sku', p_sku, 'code', p_code));
end
$$;
