-- How long a delivery stays in the quarantine, the days included in which somebody knows that it goes (core.retention).
create or replace function core.quarantine_kept() returns interval
language sql immutable
return interval '90 days';
