-- Nobody knows what became of a batch, or the shop has no time: it stays as it is and is sent again later, after 2 s, 4 s,
-- 8 s, … an hour, give or take a quarter, unless the shop says when. After twelve tries it is given up, loudly.
-- A batch at which the shop breaks three times is given up at once: one of its lines may be why. The next is half as long,
-- until that line stands alone: its own rows wait longer and longer, and are given up at last. While they are halved, once is enough.
create or replace function shopify.defer_push(p_batch core.push_batches, p_code text, p_wait_seconds numeric) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_skus text[] := array(select l.sku from core.push_lines l where l.batch_id = p_batch.batch_id order by l.sku collate "C");
  v_lines integer := cardinality(v_skus);
  v_broke boolean := shopify.breaks(p_code);
  v_tries integer := case when not v_broke then 12
    when v_lines > 1 and exists (select from core.shops s where s.store = p_batch.store and s.batch_limit < 250) then 1
    else 3 end;
  v_wait interval := case when p_wait_seconds > 0 then make_interval(secs => least(p_wait_seconds, 3600))
    else least(interval '1 hour', interval '1 second' * 2 ^ least(p_batch.attempts, 12)) * (0.75 + random() / 2) end;
begin
  if p_batch.attempts < v_tries or coalesce(p_code, '') = 'THROTTLED' then
    perform shopify.hold_batch(p_batch.batch_id, null, core.now() + v_wait);
    update core.push_batches b set last_error = p_code,
      -- What the shop had no time for was no try.
      attempts = b.attempts - case when p_code = 'THROTTLED' then 1 else 0 end
    where b.batch_id = p_batch.batch_id;
    return;
  end if;
  update core.push_batches b set status = 'given_up', finished_at = core.now(), lease_expires_at = null, last_error = p_code
  where b.batch_id = p_batch.batch_id;
  -- Whether it was applied is unknown, so the levels are read before the next push. Its key is never sent again.
  perform shopify.lock_skus(p_batch.store, v_skus);
  update core.shop_skus k set verify = true where k.store = p_batch.store and k.sku = any (v_skus);
  if v_broke then
    perform shopify.release_rows(shopify.rows_held(p_batch.batch_id));
    update core.shops s set batch_limit = case v_lines when 1 then 250 else greatest(1, v_lines / 2) end
    where s.store = p_batch.store;
    if v_lines = 1 then
      perform shopify.fault_line(p_batch.store, v_skus[1], p_code);
    end if;
    return;
  end if;
  update core.work_queue w set status = 'dead', finished_at = core.now(), locked_at = null, locked_by = null,
    lease_expires_at = null, next_retry_at = null, last_error = p_code
  where w.work_id = any (shopify.rows_held(p_batch.batch_id));
  perform core.log_event('push_failed', p_batch.store, null,
    p_detail => jsonb_build_object('batch_id', p_batch.batch_id, 'code', p_code));
  perform core.alert('push_failed', p_batch.store, 'batch-' || p_batch.batch_id, jsonb_build_object('code', p_code));
end
$$;
