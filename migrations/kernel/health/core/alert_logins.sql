-- Tells somebody of logins that were changed, once a day while they are.
create or replace function core.alert_logins() returns void
language sql
begin atomic
  select core.alert('login_changed', null, c.login, jsonb_build_object('changes', c.changes))
  from core.changed_logins() c
  where not exists (
    select from core.work_queue w
    where w.topic = 'alert' and w.dedupe_key = c.login || ':login_changed' and w.created_at > core.now() - interval '1 day');
end;
