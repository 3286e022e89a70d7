create or replace function api.claim_alerts(
  p_actor jsonb, p_worker text, p_limit integer default 100, p_lease_seconds integer default 120
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_alerts');
  v_outlet core.outlets;
  v_work core.work_queue[] := '{}';
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_outlet := core.use_outlet('slack');
  if v_outlet.name is not null then
    v_work := core.take_work('alert', p_worker, p_limit, p_lease_seconds);
  end if;
  return core.ok(false, jsonb_build_object('alerts', (
    select coalesce(jsonb_agg(jsonb_build_object('work_id', w.work_id, 'kind', w.payload ->> 'kind', 'store', w.store,
      'ref', w.payload ->> 'ref', 'at', w.created_at,
      -- As people call it: what its tickets' ids begin with.
      'order_id', (select s.ticket_base from core.sales s where s.store = w.store and s.order_gid = w.payload ->> 'ref'),
      'detail', case jsonb_typeof(w.payload) when 'object' then w.payload - '{kind,store,ref}'::text[] else '{}' end)
      order by w.work_id), '[]')
    from unnest(v_work) w)));
end
$$;

comment on function api.claim_alerts is
  'Leases the alerts that are due, for p_lease_seconds; none while Slack asked us to wait. @returns alerts_answer';
