-- One more wrong badge or PIN of this person or at this device. The p_limit-th within a quarter of an hour locks for a
-- minute, each one after that for twice as long, up to a quarter of an hour.
create or replace function core.count_failure(p_ref uuid, p_limit integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c_window constant interval := '15 minutes';
  v_failures integer;
begin
  insert into core.sign_in_tries (ref, failures, failed_at) values (p_ref, 1, core.now())
  on conflict (ref) do update set failed_at = core.now(),
    failures = case when sign_in_tries.failed_at < core.now() - c_window then 1 else sign_in_tries.failures + 1 end
  returning failures into v_failures;
  update core.sign_in_tries t
  set locked_until = case when v_failures >= p_limit
    then core.now() + least(c_window, interval '1 minute' * 2 ^ least(v_failures - p_limit, 4)) end
  where t.ref = p_ref;
end
$$;
