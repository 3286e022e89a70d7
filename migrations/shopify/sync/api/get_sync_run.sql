create or replace function api.get_sync_run(p_actor jsonb, p_run_id bigint) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_sync_run');
  v_run core.sync_runs;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into v_run from core.sync_runs r where r.run_id = p_run_id and r.store is not null;
  if v_run.run_id is null then
    return core.refuse('SYNC002');
  end if;
  return core.ok(false, jsonb_build_object('run_id', v_run.run_id, 'store', v_run.store, 'kind', v_run.kind,
    'status', v_run.status, 'dry_run', v_run.dry_run, 'since', shopify.since_of(v_run), 'started_at', v_run.started_at,
    'finished_at', v_run.finished_at, 'error', v_run.last_error, 'counts', (
      select coalesce(jsonb_object_agg(c.kind, c.count), '{}') from (
        select f.kind, count(*) as count from core.sync_findings f where f.run_id = p_run_id group by f.kind) c),
    'findings', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'ref', f.ref, 'detail', f.detail, 'repaired', f.repaired)
        order by f.finding_id), '[]')
      from (select f.* from core.sync_findings f where f.run_id = p_run_id order by f.finding_id limit 1000) f)));
end
$$;

comment on function api.get_sync_run is
  'Returns the state of a run of reconciliation and its findings: each order or SKU by name, a thousand at most, and how '
  'many of each kind. @returns sync_run_answer';
