-- When a kiosk says that something happened: never later than now, and now if it says nothing that can be read.
create or replace function core.moment_of(p_text text) returns timestamptz
language sql stable
return case when pg_input_is_valid(p_text, 'timestamptz') then least(p_text::timestamptz, core.now()) else core.now() end;
