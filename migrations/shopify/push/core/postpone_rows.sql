-- A SKU cannot be pushed for now: its waiting rows wait longer each time, and are given up at last.
create or replace function shopify.postpone_rows(p_store text, p_sku text, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from core.work_queue w
    where w.topic = 'inventory_push' and w.store = p_store and w.sku = p_sku and w.status in ('pending', 'error')
      and w.retry_count >= w.max_retries)
  then
    perform shopify.fail_skus(p_store, array[p_sku], p_code);
    return;
  end if;
  update core.work_queue w set status = 'error', last_error = p_code, retry_count = w.retry_count + 1,
    next_retry_at = core.now() + core.pause_after(w.retry_count)
  where w.topic = 'inventory_push' and w.store = p_store and w.sku = p_sku and w.status in ('pending', 'error');
end
$$;
