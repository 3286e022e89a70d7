create or replace function api.hold_delivery(
  p_actor jsonb, p_store text, p_topic text, p_body bytea, p_reason text, p_permanent boolean, p_order_gid text default null,
  p_delivery jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'hold_delivery', p_store => p_store);
  v_held core.held_deliveries;
begin
  if v_stop is not null then
    return v_stop;
  end if;

  insert into core.held_deliveries (store, topic, order_gid, webhook_id, triggered_at, body, reason, permanent)
  values (p_store, p_topic, p_order_gid, p_delivery ->> 'webhook_id', bakery.triggered_at(p_delivery), p_body,
    p_reason, p_permanent)
  on conflict (store, topic, body_sha256) where resolved_at is null do nothing
  returning * into v_held;
  if v_held.delivery_id is null then
    select h.* into v_held from core.held_deliveries h
    where h.store = p_store and h.topic = p_topic and h.body_sha256 = sha256(p_body) and h.resolved_at is null;
    -- Its row may have been given up meanwhile.
    if not (v_held.permanent or p_permanent) then
      perform bakery.retry_delivery(v_held);
    end if;
    return core.ok(true, jsonb_build_object('delivery_id', v_held.delivery_id, 'permanent', v_held.permanent));
  end if;

  if p_permanent then
    perform core.alert('quarantined', p_store, v_held.delivery_id::text, jsonb_build_object('reason', p_reason));
  else
    perform bakery.retry_delivery(v_held);
  end if;
  perform core.log_event(case when p_permanent then 'delivery_quarantined' else 'delivery_deferred' end,
    p_store, p_order_gid, p_detail => jsonb_build_object('delivery_id', v_held.delivery_id, 'reason', p_reason));
  return core.ok(false, jsonb_build_object('delivery_id', v_held.delivery_id, 'permanent', v_held.permanent));
end
$$;

comment on function api.hold_delivery is
  'Keeps the bytes of a delivery that could not be ingested: for a person when the reason is permanent, else for the '
  'next retry. @returns held_answer';
