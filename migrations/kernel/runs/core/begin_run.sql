-- Begins a run of a store, or of all stores (null), or finds the one that is under way: {run_id}, and whether it was there already.
create or replace function core.begin_run(
  p_store text, p_kind text, p_since timestamptz, p_dry_run boolean, out run_id bigint, out already boolean
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  loop
    insert into core.sync_runs (store, kind, since, dry_run, requested_by)
    values (p_store, p_kind, p_since, p_dry_run, core.actor('id'))
    on conflict (store, kind) where status = 'running' do nothing
    returning sync_runs.run_id into run_id;
    already := run_id is null;
    if already then
      select r.run_id into run_id from core.sync_runs r
      where r.store is not distinct from p_store and r.kind = p_kind and r.status = 'running';
    end if;
    exit when run_id is not null;  -- it may have ended between the two
  end loop;
  perform core.remember_topic((select k.queue from core.run_kinds k where k.kind = p_kind));
end
$$;
