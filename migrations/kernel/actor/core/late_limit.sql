-- For how long a kiosk may have been without a network and still send what was scanned.
create or replace function core.late_limit() returns interval
language sql immutable
return interval '7 days';
