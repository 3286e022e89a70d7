create function api.get_health(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_health');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, (
    select jsonb_build_object('worker', jsonb_build_object(
      'processed_per_minute', count(*) filter (where w.finished_at > core.now() - interval '1 minute'),
      'error_rate', coalesce(round(
        count(*) filter (where w.status in ('error', 'dead') and w.updated_at > core.now() - interval '1 hour')::numeric
        / nullif(count(*) filter (where w.updated_at > core.now() - interval '1 hour' and w.status <> 'pending'), 0),
        4), 0),
      'last_run_at', max(greatest(w.finished_at, w.locked_at)),
      'pending', count(*) filter (where w.status in ('pending', 'error')),
      'oldest_due_at', min(coalesce(w.next_retry_at, w.created_at))
        filter (where w.status in ('pending', 'error') and coalesce(w.next_retry_at, w.created_at) <= core.now()),
      'dead', count(*) filter (where w.status = 'dead')))
    from core.work_queue w
    where w.status in ('pending', 'running', 'error', 'dead') or w.finished_at > core.now() - interval '1 hour'));
end
$$;

comment on function api.get_health is 'Figures of the work queue for the health check. @returns health_answer';
