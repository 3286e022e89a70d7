create or replace function api.acknowledge_change(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_new core.orders;
  v_change core.ticket_changes;
begin
  select a.stop, a.ticket into v_open
  from bakery.open_action(p_actor, 'acknowledge_change', p_id, p_scan_id, '{}', p_whole_order => true) a;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_new := v_open.ticket;

  update core.ticket_changes c set acknowledged_at = core.now(), acknowledged_by = core.actor('id')
  where c.store = v_new.store and c.ticket_id = v_new.id and c.acknowledged_at is null
  returning * into v_change;
  if v_change.change_id is null then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_new)), v_new.store);
  end if;
  if v_change.kind = 'cancel' then
    perform bakery.catch_up(v_new.store, v_new.order_gid);
  end if;
  update core.orders o set flags = array_remove(o.flags, 'changed'), updated_by = core.actor('id'),
    cancelled_at = case v_change.kind when 'cancel' then core.now() else o.cancelled_at end,
    inventory_blocked = o.inventory_blocked and v_change.kind <> 'cancel'
  where o.store = v_new.store and o.id = v_new.id
  returning * into v_new;
  if v_change.kind = 'cancel' then
    -- What a cake past filling was filled from is used up, whoever wanted it.
    perform bakery.book_order(v_new.store, v_new.order_gid,
      p_ticket => case when v_new.filling_complete_ts is not null then v_new.id end);
  end if;
  return bakery.close_action('change_acknowledged', v_new.stage, v_new,
    jsonb_build_object('change_id', v_change.change_id, 'kind', v_change.kind));
end
$$;

comment on function api.acknowledge_change is
  'Acknowledges what the shop changed on a cake already begun; until then the ticket cannot go on. A cancelled cake is '
  'cancelled by this: before filling its stock is released, afterwards it counts as used. @returns ticket_answer';
