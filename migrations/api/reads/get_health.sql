create or replace function api.get_health(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_health');
  v_pending integer;
  v_oldest timestamptz;
  v_failed integer;
  v_minute integer;
  v_hour integer;
  v_died integer;
  v_alerts integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Each part reads an index that holds no more than it needs: what is finished and old is never looked at.
  select count(*), min(coalesce(w.next_retry_at, w.created_at)) filter (
      where coalesce(w.next_retry_at, w.created_at) <= core.now()),
    count(*) filter (where w.status = 'error' and w.updated_at > core.now() - interval '1 hour')
  into v_pending, v_oldest, v_failed
  -- An alert waits for a person: a shop without Slack is well, however many of them wait.
  from core.work_queue w where w.status in ('pending', 'error') and w.topic <> 'alert';
  select count(*) into v_alerts from core.work_queue w where w.status in ('pending', 'error') and w.topic = 'alert';

  select count(*) filter (where w.status = 'done' and w.finished_at > core.now() - interval '1 minute'), count(*),
    count(*) filter (where w.status = 'dead')
  into v_minute, v_hour, v_died
  from core.work_queue w where w.finished_at > core.now() - interval '1 hour';

  return core.ok(false, jsonb_build_object('worker', jsonb_build_object(
    'processed_per_minute', v_minute,
    'error_rate', coalesce(round((v_failed + v_died)::numeric / nullif(v_failed + v_hour, 0), 4), 0),
    'last_run_at', (select max(w.finished_at) from core.work_queue w where w.finished_at is not null),
    'pending', v_pending, 'oldest_due_at', v_oldest,
    'alerts_waiting', v_alerts, 'alerts_go_out', core.alerts_go_out(),
    'dead', (select count(*) from core.work_queue w where w.status = 'dead'))));
end
$$;

comment on function api.get_health is 'Figures of the work queue for the health check. @returns health_answer';
