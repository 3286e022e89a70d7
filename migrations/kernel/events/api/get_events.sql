create or replace function api.get_events(
  p_actor jsonb, p_store core.store_name, p_after_txid core.label default '0', p_after_no bigint default 0, p_limit core.row_limit default 200
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_events', p_store => p_store);
  -- A transaction still open may have lower numbers than one committed: read only below all of them.
  v_below xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_events jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not pg_input_is_valid(p_after_txid, 'xid8') then
    return core.refuse('REQ001', 'after_txid');
  end if;
  select coalesce(jsonb_agg(e.body order by e.txid, e.event_no), '[]') into v_events
  from (
    select v.txid, v.event_no, jsonb_build_object(
      'txid', v.txid, 'no', v.event_no, 'at', v.at, 'kind', v.kind, 'code', v.code, 'order_gid', v.order_gid,
      'ticket_id', v.ticket_id, 'from', coalesce(v.from_stage::text, v.from_status),
      'to', coalesce(v.to_stage::text, v.to_status), 'actor', v.actor_id,
      'type', (select m.message from core.live_messages m where m.kind = v.kind)) as body
    from core.order_events v
    where v.txid < v_below and (v.txid, v.event_no) > (p_after_txid::xid8, p_after_no) and v.store = p_store
    order by v.txid, v.event_no
    limit p_limit
  ) e;
  if jsonb_array_length(v_events) = p_limit then
    return core.ok(false, jsonb_build_object('events', v_events, 'more', true,
      'txid', v_events -> -1 ->> 'txid', 'no', v_events -> -1 -> 'no'));
  end if;
  return core.ok(false, jsonb_build_object('events', v_events,
    'more', exists (select from core.order_events v where v.txid >= v_below and v.store = p_store),
    'txid', v_below, 'no', 0));
end
$$;

comment on function api.get_events is
  'Returns the events of a store since a cursor (txid, no), in an order that nothing committed late can slip behind. '
  'Read on after the answer''s own cursor while there is more. @returns events_answer';
