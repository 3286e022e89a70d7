-- May whoever acts tell of one more error of their page? Ten a minute for a kiosk, and ten for a session; counted in its
-- own row, so that nothing grows.
create or replace function core.may_report() returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c_most constant smallint := 10;
  v_minute_ago timestamptz := core.now() - interval '1 minute';
begin
  if core.actor('kind') = 'device' or core.actor('turn') is not null then
    update core.devices d set
      errors = case when d.errors_since > v_minute_ago then d.errors + 1 else 1 end,
      errors_since = case when d.errors_since > v_minute_ago then d.errors_since else core.now() end
    where d.device_id = core.actor('device')::uuid
      and (coalesce(d.errors_since, '-infinity') <= v_minute_ago or d.errors < c_most);
  else
    update core.sessions s set
      errors = case when s.errors_since > v_minute_ago then s.errors + 1 else 1 end,
      errors_since = case when s.errors_since > v_minute_ago then s.errors_since else core.now() end
    where s.session_id = core.actor('session')::uuid
      and (coalesce(s.errors_since, '-infinity') <= v_minute_ago or s.errors < c_most);
  end if;
  return found;
end
$$;
