-- For how long the row has been due that waits longest: to be taken up, or, its lease over, to be taken over. Not what waits
-- for a shop without the app, nor alerts that nobody takes.
create or replace function core.due_seconds() returns integer
language sql stable
return coalesce((
  select max(extract(epoch from core.now() - w.due_at))::integer from core.oldest_due() w
  where (w.topic <> 'alert' or core.alerts_go_out()) and not core.is_uninstalled(w.store)), 0);
