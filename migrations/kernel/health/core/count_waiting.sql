-- How many rows wait, alerts or all others: 10000 means so many or more, for nobody counts a flood each minute.
create or replace function core.count_waiting(p_alerts boolean) returns integer
language sql stable
begin atomic
  select count(*)::integer from (
    (select from core.work_queue w where p_alerts and w.topic = 'alert' and w.status in ('pending', 'error') limit 10000)
    union all
    (select from core.work_queue w where not p_alerts and w.topic < 'alert' and w.status in ('pending', 'error') limit 10000)
    union all
    (select from core.work_queue w where not p_alerts and w.topic > 'alert' and w.status in ('pending', 'error') limit 10000)
    limit 10000) w;
end;
