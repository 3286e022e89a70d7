-- Whether somebody takes alerts, now and then: where neither Slack nor mail is set up they wait, and nothing is wrong with that.
create or replace function core.alerts_go_out() returns boolean
language sql stable
return exists (select from core.outlets o where o.name = 'slack' and o.used_at > core.now() - interval '10 minutes');
