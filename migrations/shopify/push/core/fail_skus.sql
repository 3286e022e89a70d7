-- SKUs cannot be pushed: their waiting rows are given up, somebody is told why, once while it is the same. The next change
-- tries again.
create or replace function shopify.fail_skus(p_store text, p_skus text[], p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gone boolean := p_code in ('SKU_NOT_IN_SHOP', 'SKU_AMBIGUOUS');
  v_told text[] := array(
    select k.sku from core.shop_skus k where k.store = p_store and k.sku = any (p_skus) and v_gone and k.fault = p_code);
begin
  update core.shop_skus k set fault = p_code, inventory_item_gid = case when not v_gone then k.inventory_item_gid end
  where k.store = p_store and k.sku = any (p_skus);
  update core.work_queue w set status = 'dead', finished_at = core.now(), next_retry_at = null, last_error = p_code,
    locked_at = null, locked_by = null, lease_expires_at = null
  where w.topic = 'inventory_push' and w.store = p_store and w.sku = any (p_skus) and w.status in ('pending', 'error');
  perform core.log_event('push_failed', p_store, null, p_detail => jsonb_build_object('sku', s.sku, 'code', p_code)),
    case when s.sku <> all (v_told) then
      core.alert('push_failed', p_store, s.sku, jsonb_build_object('sku', s.sku, 'code', p_code)) end
  from unnest(p_skus) s (sku) order by s.sku collate "C";
end
$$;
