create or replace function api.list_quarantine(p_actor jsonb, p_store core.store_name, p_limit core.row_limit default 100) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_quarantine', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('deliveries', (
    select coalesce(jsonb_agg(jsonb_build_object('delivery_id', q.delivery_id, 'topic', q.topic, 'reason', q.reason,
      'webhook_id', q.webhook_id, 'received_at', q.received_at, 'bytes', q.bytes, 'waiting', q.waiting)
      order by q.delivery_id), '[]')
    from (
      select h.delivery_id, h.topic, h.reason, h.webhook_id, h.received_at, length(h.body) as bytes, not h.permanent as waiting
      from core.held_deliveries h
      where h.store = p_store and h.resolved_at is null
      order by h.delivery_id limit p_limit
    ) q)));
end
$$;

comment on function api.list_quarantine is
  'Lists deliveries of a store that could not be ingested, oldest first, with the reason; never their content. @returns '
  'quarantine_answer';
