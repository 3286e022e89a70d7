-- A turn is never longer than a long shift, whoever forgot to end it.
create or replace function core.turn_limit() returns interval
language sql immutable
return interval '14 hours';
