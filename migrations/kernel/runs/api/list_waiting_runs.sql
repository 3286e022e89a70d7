create or replace function api.list_waiting_runs(p_actor jsonb, p_queue text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_waiting_runs');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('runs', (
    select coalesce(jsonb_agg(jsonb_build_object('run_id', r.run_id, 'kind', r.kind) order by r.run_id), '[]')
    from core.sync_runs r join core.run_kinds k using (kind)
    where r.status = 'running' and k.queue = p_queue and coalesce(r.lease_expires_at, '-infinity') <= core.now())));
end
$$;

comment on function api.list_waiting_runs is 'Lists the runs of a queue that no worker leases, the oldest first. @returns waiting_runs_answer';
