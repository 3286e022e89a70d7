-- The shop took a batch: it shows what the batch set, as of the moment the batch was stored, for had it sold anything
-- between it would have refused. Orders that came meanwhile are subtracted already, so the level moves by the difference.
create or replace function shopify.confirm_push(p_batch core.push_batches) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform shopify.lock_skus(p_batch.store, array(select l.sku from core.push_lines l where l.batch_id = p_batch.batch_id));
  update core.shop_skus k set known_qty = k.known_qty + l.to_qty - l.from_qty,
    known_at = greatest(k.known_at, p_batch.created_at), fault = null
  from core.push_lines l
  where l.batch_id = p_batch.batch_id and k.store = l.store and k.sku = l.sku;
  perform shopify.end_rows(shopify.rows_held(p_batch.batch_id));
  update core.push_batches b set status = 'done', finished_at = core.now(), lease_expires_at = null
  where b.batch_id = p_batch.batch_id;
  update core.shops s set batch_limit = 250 where s.store = p_batch.store and s.batch_limit < 250;
  perform core.log_event('stock_pushed', p_batch.store, null, p_detail => jsonb_build_object(
    'batch_id', p_batch.batch_id, 'lines', (select count(*) from core.push_lines l where l.batch_id = p_batch.batch_id)));
end
$$;
