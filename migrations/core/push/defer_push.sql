-- Nobody knows what became of a batch, or the shop has no time: it stays as it is and is sent again later, after 2 s, 4 s,
-- 8 s, … an hour, give or take a quarter, unless the shop says when. After twelve tries it is given up, loudly.
create or replace function core.defer_push(p_batch core.push_batches, p_code text, p_wait_seconds numeric) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_wait interval := case when p_wait_seconds > 0 then make_interval(secs => least(p_wait_seconds, 3600))
    else least(interval '1 hour', interval '1 second' * 2 ^ least(p_batch.attempts, 12)) * (0.75 + random() / 2) end;
begin
  if p_batch.attempts < 12 or coalesce(p_code, '') = 'THROTTLED' then
    update core.push_batches b set worker = null, lease_expires_at = core.now() + v_wait, last_error = p_code,
      -- What the shop had no time for was no try.
      attempts = b.attempts - case when p_code = 'THROTTLED' then 1 else 0 end
    where b.batch_id = p_batch.batch_id;
    return;
  end if;
  update core.push_batches b set status = 'given_up', finished_at = core.now(), lease_expires_at = null, last_error = p_code
  where b.batch_id = p_batch.batch_id;
  -- Whether it was applied is unknown, so the levels are read before the next push.
  perform core.lock_skus(p_batch.store, array(select l.sku from core.push_lines l where l.batch_id = p_batch.batch_id));
  update core.shop_skus k set verify = true from core.push_lines l
  where l.batch_id = p_batch.batch_id and k.store = l.store and k.sku = l.sku;
  update core.work_queue w set status = 'dead', finished_at = core.now(), locked_at = null, locked_by = null, last_error = p_code
  where w.topic = 'inventory_push' and w.status = 'running' and w.locked_by = 'batch:' || p_batch.batch_id;
  perform core.log_event('push_failed', p_batch.store, null,
    p_detail => jsonb_build_object('batch_id', p_batch.batch_id, 'code', p_code));
  perform core.alert('push_failed', p_batch.store, 'batch-' || p_batch.batch_id, jsonb_build_object('code', p_code));
end
$$;
