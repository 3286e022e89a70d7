create or replace function api.claim_work(
  p_actor jsonb, p_topic text, p_worker text, p_limit integer default 10, p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_work');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('work', (
    select coalesce(jsonb_agg(core.work_json(w) order by w.priority desc, w.work_id), '[]')
    from unnest(core.take_work(p_topic, p_worker, p_limit, p_lease_seconds)) w)));
end
$$;

comment on function api.claim_work is
  'Leases due rows of a topic to one worker, for p_lease_seconds; what it does not finish in that time is due again. '
  '@returns work_answer';
