-- For how long the row has been due that waits longest: to be taken up, or, its lease over, to be taken over. Not what waits
-- for a shop without the app, nor alerts that nobody takes.
create or replace function core.due_seconds() returns integer
language sql stable
return coalesce((
  select extract(epoch from core.now() - w.due_at)::integer from core.work_queue w
  where w.status in ('pending', 'error', 'running') and w.due_at <= core.now()
    and (w.topic <> 'alert' or core.alerts_go_out())
    and not exists (select from core.shops s where s.store = w.store and s.uninstalled_at is not null)
  order by w.due_at limit 1), 0);
