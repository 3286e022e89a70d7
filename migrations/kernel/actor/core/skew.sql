-- How wrong another's clock may be: a kiosk's, the shop's.
create or replace function core.skew() returns interval
language sql immutable
return interval '2 minutes';
