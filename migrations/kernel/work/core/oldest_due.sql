-- Of each topic and store the row that has been due longest. Looked up topic by topic and store by store: a hundred thousand
-- rows of one of them are no more to read than one.
create or replace function core.oldest_due() returns setof core.work_queue
language sql stable
begin atomic
  with recursive topics as (
    (select w.topic from core.work_queue w where w.status in ('pending', 'error', 'running') order by w.topic limit 1)
    union all
    select (
      select w.topic from core.work_queue w
      where w.status in ('pending', 'error', 'running') and w.topic > t.topic order by w.topic limit 1)
    from topics t where t.topic is not null
  )
  select o.*
  from topics t cross join lateral (
    select d.* from core.stores s cross join lateral (
      select w.* from core.work_queue w
      where w.topic::name = t.topic::name and w.store = s.store and w.status in ('pending', 'error', 'running')
      order by w.due_at limit 1) d
    union all
    (select w.* from core.work_queue w
      where w.topic::name = t.topic::name and w.store is null and w.status in ('pending', 'error', 'running')
      order by w.due_at limit 1)) o
  where o.due_at <= core.now();
end;
