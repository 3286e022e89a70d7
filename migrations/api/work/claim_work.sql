create or replace function api.claim_work(
  p_actor jsonb, p_topic text, p_worker text, p_limit integer default 10, p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_work');
  v_work jsonb;
  v_dead core.work_queue;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- A row that its worker did not survive as often as it may be tried is given up.
  for v_dead in
    select w.* from core.work_queue w
    where w.topic = p_topic and w.status = 'running' and w.lease_expires_at < core.now() and w.retry_count >= w.max_retries
    for update skip locked
  loop
    perform core.end_work(v_dead, 'dead', 'worker_died');
  end loop;

  with due as (
    select w.work_id from core.work_queue w
    where w.topic = p_topic and (
      (w.status in ('pending', 'error') and coalesce(w.next_retry_at, '-infinity') <= core.now())
      -- A dead worker's lease runs out, and its rows are anybody's.
      or (w.status = 'running' and w.lease_expires_at < core.now()))
    order by w.priority desc, w.work_id
    limit greatest(p_limit, 0) for update skip locked
  ), taken as (
    update core.work_queue w set status = 'running', locked_at = core.now(), locked_by = p_worker,
      lease_expires_at = core.now() + make_interval(secs => p_lease_seconds),
      retry_count = w.retry_count + case w.status when 'running' then 1 else 0 end
    from due where w.work_id = due.work_id
    returning w as work
  )
  select coalesce(jsonb_agg(core.work_json(t.work) order by (t.work).priority desc, (t.work).work_id), '[]')
  into v_work from taken t;
  return core.ok(false, jsonb_build_object('work', v_work));
end
$$;

comment on function api.claim_work is
  'Takes due rows of a topic for one worker, for p_lease_seconds; what it does not finish in that time is due again. @returns work_answer';
