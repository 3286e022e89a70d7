-- Counts what a worker did: a run that ended now, calls that were refused, calls that Postgres broke off. Nothing for who is
-- no worker: that a person's PIN is wrong says nothing of our health.
create or replace function core.count_run(p_ran boolean, p_refused integer, p_crashed integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_worker text := core.actor('worker');
  v_minute timestamptz := date_trunc('minute', core.now());
  v_last timestamptz;
begin
  if core.actor('kind') is distinct from 'service' or v_worker is null then
    return;
  end if;
  select case when p_ran then core.now() else max(m.last_run_at) end into v_last
  from core.worker_minutes m where m.worker = v_worker;
  insert into core.worker_minutes (worker, minute, refused, crashed, last_run_at)
  values (v_worker, v_minute, p_refused, p_crashed, v_last)
  on conflict (worker, minute) do update set refused = worker_minutes.refused + excluded.refused,
    crashed = worker_minutes.crashed + excluded.crashed,
    last_run_at = greatest(worker_minutes.last_run_at, excluded.last_run_at);
  delete from core.worker_minutes m where m.worker = v_worker and m.minute < v_minute - interval '2 hours';
end
$$;
