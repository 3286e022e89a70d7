create or replace function api.save_sync(
  p_actor jsonb, p_run_id bigint, p_worker text, p_checkpoint jsonb, p_lease_seconds integer default 120
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'save_sync');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- A lease of zero hands the run to whoever comes next.
  update core.sync_runs r set checkpoint = p_checkpoint,
    worker = case when p_lease_seconds > 0 then r.worker end,
    lease_expires_at = core.now() + make_interval(secs => p_lease_seconds)
  where r.run_id = p_run_id and r.worker = p_worker and r.status = 'running';
  return core.ok(not found, jsonb_build_object('at', core.now()));
end
$$;

comment on function api.save_sync is
  'Saves a worker''s progress in its run; already_done means that the run is no longer leased to it. @returns '
  'moment_answer';
