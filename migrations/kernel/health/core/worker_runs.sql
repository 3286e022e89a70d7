-- Each worker's last run, and what came to nothing of its calls in the last hour.
create or replace function core.worker_runs() returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('worker', w.worker, 'last_run_at', w.last_run_at,
    'refused', w.refused, 'crashed', w.crashed) order by w.worker), '[]')
  from (
    select m.worker, max(m.last_run_at) as last_run_at,
      coalesce(sum(m.refused) filter (where m.minute > core.now() - interval '1 hour'), 0) as refused,
      coalesce(sum(m.crashed) filter (where m.minute > core.now() - interval '1 hour'), 0) as crashed
    from core.worker_minutes m group by m.worker) w);
