-- What part of the last hour's work came to nothing: rows that failed or were given up, and calls of workers that were refused
-- or broken off, which leave no row. Of a flood the newest 10000 are looked at.
create or replace function core.error_rate() returns numeric
language sql stable
begin atomic
  with failed as (
    select count(*) as n from (
      select from core.work_queue w where w.status = 'error' and w.updated_at > core.now() - interval '1 hour' limit 10000) w
  ), finished as (
    select count(*) as n, count(*) filter (where w.status = 'dead') as dead from (
      select w.status from core.work_queue w where w.finished_at > core.now() - interval '1 hour'
      order by w.finished_at desc limit 10000) w
  ), calls as (
    select coalesce(sum(m.refused + m.crashed), 0) as n from core.worker_minutes m
    where m.minute > core.now() - interval '1 hour'
  )
  select coalesce(round((f.n + d.dead + c.n)::numeric / nullif(f.n + d.n + c.n, 0), 4), 0)
  from failed f, finished d, calls c;
end;
