create or replace function api.clear_shortfall(p_actor jsonb, p_id core.scan_text, p_note core.remark default null, p_scan_id uuid default null)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_new core.orders;
begin
  select a.stop, a.ticket into v_open
  from bakery.open_action(p_actor, 'clear_shortfall', p_id, p_scan_id, jsonb_build_object('note', p_note),
    p_whole_order => true) a;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_new := v_open.ticket;
  update core.shortfalls s set cleared_at = core.now(), cleared_by = core.actor('id')
  where s.store = v_new.store and s.order_gid = v_new.order_gid and s.cleared_at is null;
  if not found and not v_new.inventory_blocked then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_new)), v_new.store);
  end if;
  update core.orders o set inventory_blocked = false, updated_by = core.actor('id')
  where o.store = v_new.store and o.order_gid = v_new.order_gid and o.inventory_blocked;
  v_new.inventory_blocked := false;
  return bakery.close_action('shortfall_cleared', v_new.stage, v_new, jsonb_build_object('remark_id', core.remark_about(v_new.store, p_note, v_new.id)));
end
$$;

comment on function api.clear_shortfall is
  'Takes responsibility for the missing stock of an order: its tickets are no longer blocked, nothing is held for the '
  'rest. For supervisors. @returns ticket_answer @refuses INV001 ORD001 ORD002 ORD003 ORD004 ORD005 SCN001';
