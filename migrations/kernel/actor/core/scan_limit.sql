-- How old a scan may be that a kiosk sends. What it was answered before is kept a day longer (core.retention).
create or replace function core.scan_limit() returns interval
language sql immutable
return interval '29 days';
