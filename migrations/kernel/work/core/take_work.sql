-- Takes due rows of a topic for one worker, those first that are urgent, then those that wait longest.
create or replace function core.take_work(
  p_topic text, p_worker text, p_limit integer, p_lease_seconds integer
) returns core.work_queue[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_now timestamptz := core.now();
  v_taken core.work_queue[];
  v_dead core.work_queue;
begin
  -- A row that its worker did not survive as often as it may be tried is given up.
  for v_dead in
    select w.* from core.work_queue w
    where w.topic = p_topic and w.lease_expires_at < v_now and w.status = 'running' and w.retry_count >= w.max_retries
    limit 100 for update skip locked
  loop
    perform core.end_work(v_dead, 'dead', 'worker_died');
  end loop;

  with due as (
    select w.work_id from core.work_queue w
    where w.topic = p_topic and w.status in ('pending', 'error', 'running') and w.due_at <= v_now
      -- A dead worker's lease runs out, and its rows are anybody's.
      and (w.status <> 'running' or (w.due_at < v_now and w.retry_count < w.max_retries))
    order by w.priority desc, w.due_at, w.work_id
    limit greatest(p_limit, 0) for update skip locked
  ), taken as (
    update core.work_queue w set status = 'running', locked_at = v_now, locked_by = p_worker,
      lease_expires_at = v_now + make_interval(secs => p_lease_seconds),
      retry_count = w.retry_count + case w.status when 'running' then 1 else 0 end
    from due where w.work_id = due.work_id
    returning w as work
  )
  select coalesce(array_agg(t.work order by (t.work).priority desc, (t.work).work_id), '{}') into v_taken from taken t;
  return v_taken;
end
$$;
