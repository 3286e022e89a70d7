create or replace function api.retry_failed_sync(p_actor jsonb, p_store core.store_name, p_topic core.label default 'inventory_push') returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'retry_failed_sync', p_store => p_store);
  v_work core.work_queue;
  v_retried integer := 0;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_topic not in ('inventory_push', 'order_ingest_retry', 'order_refresh', 'order_reread', 'stock_rebook', 'alert', 'mail') then
    return core.refuse('REQ001', 'topic');
  end if;
  for v_work in
    select w.* from core.work_queue w
    where w.topic = p_topic and (w.store = p_store or (w.store is null and p_topic = 'alert' and coalesce(w.payload ->> 'organisation', core.house()) = core.house()))
      and w.status in ('error', 'dead')
      -- Whose work a newer row does already is not looked at with every call.
      and not exists (
        select from core.work_queue t
        where t.topic = w.topic and t.dedupe_key = w.dedupe_key and t.status in ('pending', 'error') and t.work_id <> w.work_id)
    order by w.status, w.work_id desc limit 2000 for update skip locked
  loop
    v_retried := v_retried + core.revive_work(v_work)::integer;
  end loop;
  if v_retried > 0 then
    perform core.log_event('sync_retried', p_store, null,
      p_detail => jsonb_build_object('topic', p_topic, 'rows', v_retried));
  end if;
  return core.ok(v_retried = 0, jsonb_build_object('retried', v_retried));
end
$$;

comment on function api.retry_failed_sync is
  'Requeues the failed and dead rows of a topic (inventory_push by default), due at once and with all their retries, at '
  'most 2000 a call. @returns retry_answer';
