create or replace function api.get_held_delivery(p_actor jsonb, p_delivery_id bigint) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_held_delivery');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('delivery', (
    select jsonb_build_object('delivery_id', h.delivery_id, 'store', h.store, 'topic', h.topic,
      'webhook_id', h.webhook_id, 'triggered_at', h.triggered_at, 'body', encode(h.body, 'base64'))
    from core.held_deliveries h where h.delivery_id = p_delivery_id and h.resolved_at is null)));
end
$$;

comment on function api.get_held_delivery is
  'Returns a held delivery with its bytes in base64, or null when it is resolved. Only for the function that retries it. '
  '@returns delivery_answer';
