create or replace function api.sweep(p_actor jsonb, p_stores jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'sweep');
  v_skus text[];
  v_stores text[] := array(
    select s.store from core.shops s where s.store = any (core.texts(p_stores)) and s.uninstalled_at is null);
  v_check core.work_queue;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Orders that were passed over when stock came, because somebody was busy with them.
  select array_agg(distinct s.sku) into v_skus
  from core.shortfalls s join core.inventory_items i on i.sku = s.sku and i.on_hand > i.reserved
  where s.cleared_at is null;
  perform core.push_stock(core.settle_waiting(v_skus), null);

  for v_check in
    select w.* from core.work_queue w
    where w.topic in ('order_check', 'level_check') and w.store = any (v_stores) and w.status in ('pending', 'error') and coalesce(w.next_retry_at, '-infinity') <= core.now()
    order by w.work_id for update skip locked
  loop
    perform core.begin_sync(v_check.store, case v_check.topic when 'order_check' then 'orders' else 'inventory' end, null, false);
    perform core.end_work(v_check, 'done', null);
  end loop;
  perform core.begin_sync(d.store, d.kind, null, false) from core.due_syncs(v_stores) d;
  perform core.sweep_live();
  perform core.alert_logins();

  return core.ok(false, jsonb_build_object('at', core.now(),
    'due_seconds', coalesce((
      select extract(epoch from core.now() - min(coalesce(w.next_retry_at, w.created_at)))::integer from core.work_queue w
      where w.status in ('pending', 'error') and (w.topic <> 'alert' or core.alerts_go_out())
        and not exists (select from core.shops s where s.store = w.store and s.uninstalled_at is not null)
        and coalesce(w.next_retry_at, w.created_at) <= core.now()), 0),
    'dead', (select count(*) from core.work_queue w where w.status = 'dead'),
    'push_stores', (
      select coalesce(jsonb_agg(s.store order by s.store), '[]') from core.shops s
      where s.store = any (v_stores) and (
        exists (select from core.work_queue w where w.topic = 'inventory_push' and w.store = s.store
          and w.status in ('pending', 'error') and coalesce(w.next_retry_at, '-infinity') <= core.now())
        or exists (select from core.push_batches b where b.store = s.store and b.status = 'open' and b.lease_expires_at <= core.now()))),
    'runs', (
      select coalesce(jsonb_agg(r.run_id order by r.run_id), '[]') from core.sync_runs r
      where r.status = 'running' and r.store = any (v_stores)
        and coalesce(r.lease_expires_at, '-infinity') <= core.now())));
end
$$;

comment on function api.sweep is
  'What lies about, for the shops that can be called: stock that somebody waits for is given out, runs that are due begin; '
  'answers the shops with pushes due and the runs that nobody works at, for both of which the caller rings. @returns sweep_answer';
