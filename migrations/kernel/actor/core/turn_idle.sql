-- How long a person may do nothing at a kiosk and still be the one who stands there. Its page asks after less.
create or replace function core.turn_idle() returns interval
language sql immutable
return interval '15 minutes';
