-- How wrong a kiosk's clock may be.
create or replace function core.skew() returns interval
language sql immutable
return interval '2 minutes';
