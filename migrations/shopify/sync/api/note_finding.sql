create or replace function api.note_finding(
  p_actor jsonb, p_run_id bigint, p_kind text, p_ref text, p_repaired boolean default false, p_detail jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_finding');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_kind = 'order_repaired' then
    update core.sync_findings f set repaired = true
    where f.run_id = p_run_id and f.ref = p_ref and f.kind in ('order_missing', 'order_differs');
    return core.ok(not found);
  end if;
  -- An order that was quarantined is known about: it is no gap.
  if p_kind = 'order_quarantined' then
    delete from core.sync_findings f where f.run_id = p_run_id and f.ref = p_ref and f.kind in ('order_missing', 'order_differs');
  end if;
  insert into core.sync_findings (run_id, store, kind, ref, detail, repaired)
  select p_run_id, r.store, p_kind, p_ref, p_detail, p_repaired from core.sync_runs r where r.run_id = p_run_id
  on conflict (run_id, kind, ref) do update set repaired = excluded.repaired or sync_findings.repaired;
  return core.ok(false);
end
$$;

comment on function api.note_finding is 'Records a finding of a run, or that it was repaired. @returns done_answer';
