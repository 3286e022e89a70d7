create or replace function api.replay_quarantined(p_actor jsonb, p_delivery_id bigint) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'replay_quarantined');
  v_held core.held_deliveries;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select h.* into v_held from core.held_deliveries h where h.delivery_id = p_delivery_id for update;
  if v_held.delivery_id is null then
    return core.refuse('ING002');
  end if;
  if v_held.resolved_at is not null then
    return core.ok(true);
  end if;
  update core.held_deliveries h set permanent = false, end_told_at = null where h.delivery_id = p_delivery_id and h.permanent;
  if not bakery.retry_delivery(v_held) then
    return core.ok(true);
  end if;
  perform core.log_event('delivery_replayed', v_held.store, null,
    p_detail => jsonb_build_object('delivery_id', p_delivery_id));
  return core.ok(false);
end
$$;

comment on function api.replay_quarantined is
  'Retries a quarantined delivery within a minute, for instance after its store''s rules were corrected. @returns '
  'done_answer @refuses ING002';
