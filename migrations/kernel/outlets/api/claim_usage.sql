create or replace function api.claim_usage(p_actor jsonb, p_limit integer default 500) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_usage');
  -- A transaction still open may have lower numbers than one committed: read only below all of them.
  v_below xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_outlet core.outlets;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_outlet := core.use_outlet('posthog');
  if v_outlet.name is not null and (v_outlet.txid is null or v_outlet.used_at < core.now() - interval '1 day'
    or v_outlet.txid > pg_snapshot_xmax(pg_current_snapshot())) then
    -- Switched on now, or again, or in a database restored from a dump: what was before is not told.
    update core.outlets o set txid = v_below, event_no = 0 where o.name = 'posthog';
    v_outlet.name := null;
  end if;

  return core.ok(false, (
    with page as (
      select v.*, core.is_usage(v) as usage from core.order_events v
      where v_outlet.name is not null and v.txid < v_below
        and (v.txid, v.event_no) > (v_outlet.txid, v_outlet.event_no)
      order by v.txid, v.event_no
      limit p_limit
    ), last as (
      select p.txid, p.event_no from page p order by p.txid desc, p.event_no desc limit 1
    )
    select jsonb_build_object('txid', (select l.txid::text from last l), 'no', (select l.event_no from last l),
      'events', coalesce(jsonb_agg(jsonb_build_object('txid', p.txid::text, 'no', p.event_no, 'at', p.at, 'store', p.store,
        'function', p.function_name, 'code', p.code, 'from', p.from_stage, 'to', p.to_stage)
        order by p.txid, p.event_no) filter (where p.usage), '[]'))
    from page p));
end
$$;

comment on function api.claim_usage is
  'Returns what people did since the last batch for PostHog: stores, functions and codes, never a person or an order. It '
  'begins at the moment of the first call. @returns usage_answer';
