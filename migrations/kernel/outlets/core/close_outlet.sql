-- What became of telling an outlet: null is good. It is left alone for as long as it asked, an hour at most, or, where
-- p_backs_off, for 1 minute, 2, 4, … an hour.
create or replace function core.close_outlet(
  p_name text, p_error text, p_wait_seconds numeric, p_backs_off boolean
) returns void
language sql
begin atomic
  update core.outlets o set failures = case when p_error is null then 0 else o.failures + 1 end,
    quiet_until = core.now() + case
      when p_error is null then null
      when p_wait_seconds > 0 then make_interval(secs => least(p_wait_seconds, 3600)::double precision)
      when p_backs_off then least(interval '1 hour', interval '1 minute' * 2 ^ least(o.failures, 6)) end
  where o.name = p_name;
end;
