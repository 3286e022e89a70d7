-- One more wrong badge or PIN of this person or at this device, whose counter core.tries_wait has locked. The p_limit-th
-- locks for a minute, each one after that for twice as long, up to a quarter of an hour. They are forgotten a quarter of an
-- hour after the last one, or after its lock.
create or replace function core.count_failure(p_ref uuid, p_limit integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c_window constant interval := '15 minutes';
  v_failures integer;
begin
  update core.sign_in_tries t set failed_at = core.now(),
    failures = case when coalesce(t.locked_until, t.failed_at) < core.now() - c_window then 1 else t.failures + 1 end
  where t.ref = p_ref
  returning t.failures into v_failures;
  update core.sign_in_tries t
  set locked_until = case when v_failures >= p_limit
    then core.now() + least(c_window, interval '1 minute' * 2 ^ least(v_failures - p_limit, 4)) end
  where t.ref = p_ref;
end
$$;
