create function api.retry_failed_sync(p_actor jsonb, p_store core.store_name, p_topic core.label default 'inventory_push') returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'retry_failed_sync');
  v_retried integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_topic not in ('inventory_push', 'order_ingest_retry', 'alert') then
    return core.refuse('REQ001', 'topic');
  end if;
  -- A newer row under the same key already carries the work of an older dead one.
  update core.work_queue w set status = 'pending', retry_count = 0, next_retry_at = null, finished_at = null, last_error = null
  where w.work_id in (
    select distinct on (f.dedupe_key) f.work_id from core.work_queue f
    where f.topic = p_topic and f.store = p_store and f.status in ('error', 'dead')
      and not exists (select from core.work_queue p
                      where p.topic = f.topic and p.dedupe_key = f.dedupe_key and p.status = 'pending')
    order by f.dedupe_key, f.status, f.work_id desc);
  get diagnostics v_retried = row_count;
  if v_retried > 0 then
    perform core.log_event('sync_retried', p_store, null,
      p_detail => jsonb_build_object('topic', p_topic, 'rows', v_retried));
  end if;
  return core.ok(v_retried = 0, jsonb_build_object('retried', v_retried));
end
$$;

comment on function api.retry_failed_sync is
  'Puts the failed and given-up rows of a topic (inventory_push unless said otherwise) back in line, at once and with all their tries. @returns retry_answer';
