create or replace function api.claim_sync(p_actor jsonb, p_run_id bigint, p_worker text, p_lease_seconds integer default 120) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_sync');
  v_run core.sync_runs;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- It begins when somebody begins: what was asked before says nothing of what came between.
  update core.sync_runs r set worker = p_worker, started_at = case when r.checkpoint is null then core.now() else r.started_at end,
    lease_expires_at = core.now() + make_interval(secs => p_lease_seconds)
  where r.run_id = p_run_id and r.status = 'running'
    and (r.worker is not distinct from p_worker or coalesce(r.lease_expires_at, '-infinity') <= core.now())
  returning * into v_run;
  perform core.see_house(v_run.store) where v_run.store is not null;
  return core.ok(v_run.run_id is null, jsonb_build_object('run', case when v_run.run_id is not null then
    jsonb_build_object('run_id', v_run.run_id, 'store', v_run.store, 'kind', v_run.kind, 'since', shopify.since_of(v_run),
      'started_at', v_run.started_at, 'dry_run', v_run.dry_run, 'at', core.now(), 'checkpoint', v_run.checkpoint,
      'skus', (select count(*) from core.shop_skus k where k.store = v_run.store),
      'location_gid', (select s.location_gid from core.shops s where s.store = v_run.store)) end));
end
$$;

comment on function api.claim_sync is
  'Leases a run to one worker, where it was left; null when it is finished or leased to another. @returns claim_answer';
