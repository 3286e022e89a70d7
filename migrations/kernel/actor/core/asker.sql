-- Who asks, as the one whom an answer belongs to: a kiosk, whoever stands at it, for what it sends again may be of a turn
-- that is over; else the person, system or service.
create or replace function core.asker() returns text
language sql stable
return case when core.actor('turn') is not null or core.actor('kind') = 'device' then 'kiosk:' || core.actor('device')
  else concat_ws(':', core.actor('kind'), core.actor('id')) end;
