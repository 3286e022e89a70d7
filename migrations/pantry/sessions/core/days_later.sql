-- So many days later, at the same time by the clock on the wall: what the clock skips there is an hour later, of what it shows twice
-- it is the second.
create or replace function pantry.days_later(p_at timestamptz, p_days integer, p_zone text) returns timestamptz
language sql stable
return ((p_at at time zone p_zone) + make_interval(days => p_days)) at time zone p_zone;
