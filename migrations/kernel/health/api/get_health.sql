create or replace function api.get_health(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_health');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Each part reads an index that holds no more than it needs, and stops where nobody would count on.
  return core.ok(false, jsonb_build_object('worker', jsonb_build_object(
    'processed_per_minute', (
      select count(*) from (
        select from core.work_queue w where w.status = 'done' and w.finished_at > core.now() - interval '1 minute' limit 10000) w),
    'error_rate', core.error_rate(),
    'last_run_at', (select max(m.last_run_at) from core.worker_minutes m),
    'workers', core.worker_runs(),
    -- An alert waits for a person: a shop without Slack is well, however many of them wait.
    'pending', core.count_waiting(false),
    'oldest_due_at', (select min(w.due_at) from core.oldest_due() w where w.topic <> 'alert'),
    'alerts_waiting', core.count_waiting(true), 'alerts_go_out', core.alerts_go_out(),
    'dead', core.count_dead())));
end
$$;

comment on function api.get_health is 'Returns figures of the work queue for the health check. @returns health_answer';
