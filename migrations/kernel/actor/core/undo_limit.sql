-- For how long people take back their own scans; afterwards a supervisor does.
create or replace function core.undo_limit() returns interval
language sql immutable
return interval '60 seconds';
