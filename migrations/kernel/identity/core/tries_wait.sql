-- For how many seconds these people and devices are locked out; zero: they are not. Makes and locks their counters, in
-- order: of guesses at once each waits for the one before.
create or replace function core.tries_wait(p_refs uuid[]) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_until timestamptz;
begin
  insert into core.sign_in_tries (ref, failures, failed_at)
  select r, 0, core.now() from unnest(p_refs) r order by r
  on conflict do nothing;
  select max(l.locked_until) into v_until
  from (select t.locked_until from core.sign_in_tries t where t.ref = any (p_refs) order by t.ref for update) l;
  return coalesce(ceil(greatest(extract(epoch from v_until - core.now()), 0)), 0);
end
$$;
