-- Was this sent longer after it happened than clocks differ?
create or replace function core.is_late(p_at timestamptz) returns boolean
language sql stable
return p_at < core.now() - core.skew();
