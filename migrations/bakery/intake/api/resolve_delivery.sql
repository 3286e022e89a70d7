create or replace function api.resolve_delivery(p_actor jsonb, p_delivery_id bigint, p_refused text default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'resolve_delivery');
  v_held core.held_deliveries;
  v_next core.held_deliveries;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.held_deliveries h set
    resolved_at = case when p_refused is null then core.now() end,
    -- What it said is where it belongs now; nobody's address is kept for nothing.
    body = case when p_refused is null then ''::bytea else h.body end,
    permanent = h.permanent or p_refused is not null,
    reason = coalesce(p_refused, h.reason)
  where h.delivery_id = p_delivery_id and h.resolved_at is null
  returning h.* into v_held;
  if v_held.delivery_id is null then
    return core.ok(true);
  end if;

  select h.* into v_next from core.held_deliveries h
  where h.store = v_held.store and h.order_gid = v_held.order_gid and h.resolved_at is null and not h.permanent
  order by h.delivery_id limit 1;
  if v_next.delivery_id is not null then
    perform bakery.retry_delivery(v_next);
  end if;
  if p_refused is not null then
    perform core.alert('quarantined', v_held.store, p_delivery_id::text, jsonb_build_object('reason', p_refused));
  end if;
  perform core.log_event(case when p_refused is null then 'delivery_resolved' else 'delivery_quarantined' end,
    v_held.store, v_held.order_gid, p_detail => jsonb_build_object('delivery_id', p_delivery_id, 'reason', v_held.reason));
  return core.ok(false);
end
$$;

comment on function api.resolve_delivery is
  'Marks a held delivery as ingested and empties it, or (p_refused) as one that can never be ingested. @returns '
  'done_answer';
