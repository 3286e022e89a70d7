create or replace function api.finish_sync(p_actor jsonb, p_run_id bigint, p_worker text, p_error text default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'finish_sync');
  v_run core.sync_runs;
  v_counts jsonb;
  v_new jsonb;
  v_quiet boolean;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into v_run from core.sync_runs r
  where r.run_id = p_run_id and r.worker = p_worker and r.status = 'running' for update;
  if v_run.run_id is null then
    return core.ok(true);
  end if;
  perform core.see_house(v_run.store);
  if p_error is null and not v_run.dry_run then
    perform shopify.conclude_sync(v_run);
  end if;
  select coalesce(jsonb_object_agg(c.kind, c.count), '{}') into v_counts
  from (select f.kind, count(*) as count from core.sync_findings f where f.run_id = p_run_id group by f.kind) c;
  update core.sync_runs r set status = case when p_error is null then 'done' else 'failed' end::core.run_status,
    finished_at = core.now(), last_error = p_error, counts = v_counts, worker = null, lease_expires_at = null
  where r.run_id = p_run_id;
  v_quiet := p_error is null and v_counts = '{}' and (select k.quiet from core.run_kinds k where k.kind = v_run.kind);
  if v_quiet then
    -- There are hundreds a day: of those that went through and found nothing the last one is enough.
    delete from core.sync_runs r
    where r.store is not distinct from v_run.store and r.kind = v_run.kind and r.status = 'done' and r.counts = '{}' and r.run_id < p_run_id;
    return core.ok(false);
  end if;
  perform core.log_event('sync_finished', v_run.store, null, p_detail => jsonb_build_object(
    'run_id', p_run_id, 'kind', v_run.kind, 'error', p_error, 'counts', v_counts));
  if v_run.dry_run then
    return core.ok(false);  -- whoever asked for it reads what it found
  end if;
  if p_error is not null then
    perform core.alert('sync_failed', v_run.store, v_run.kind, jsonb_build_object('run_id', p_run_id, 'error', p_error));
    return core.ok(false);
  end if;
  v_new := shopify.new_findings(v_run);
  if v_new <> '{}' then
    perform core.alert('sync_found', v_run.store, p_run_id::text, jsonb_build_object('run', v_run.kind, 'counts', v_new));
  end if;
  return core.ok(false);
end
$$;

comment on function api.finish_sync is 'Ends a run: done, or failed with a code. @returns done_answer';
