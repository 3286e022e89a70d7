-- How long after an event whoever acts does this. By the server's clock; where one of the two was sent later than it
-- happened, by the kiosk's, whose two times differ as they should however wrong its clock is.
create or replace function bakery.age_of(p_event core.order_events) returns interval
language sql stable
return case
  when p_event.occurred_at < p_event.at - core.skew()
    then coalesce(core.actor('occurred_at')::timestamptz, core.now()) - p_event.occurred_at
  else least(core.now() - p_event.at, core.actor('occurred_at')::timestamptz - coalesce(p_event.occurred_at, p_event.at)) end;
