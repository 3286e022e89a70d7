-- Does an action with an order of a pantry: finds it, judges the move by core.moves, brings it where that leads.
create or replace function pantry.move_order(
  p_actor jsonb, p_action text, p_store text, p_id text, p_scan_id uuid, p_reason text default null, p_by text default null
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, p_action, p_scan_id,
    jsonb_strip_nulls(jsonb_build_object('store', p_store, 'id', p_id, 'reason', p_reason)), p_store);
  v_order core.pantry_orders;
  v_judged record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := pantry.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001', 'id');
  end if;
  select g.* into v_judged from core.guard_move('pantry', p_action, v_order.status, p_reason) g;
  if v_judged.done then
    return pantry.order_answer(p_store, v_order.order_gid, true);
  elsif v_judged.code is not null then
    return core.refuse_about(v_judged.code, case v_judged.code when 'REQ001' then 'reason' else v_order.status end, 'pantry', p_store,
      v_order.order_gid, v_order.id, v_order.status);
  end if;
  if (v_judged.move).to_status = 'READY' and pantry.has_offer(v_order) then
    return core.refuse_about('PAN010', v_order.id, 'pantry', p_store, v_order.order_gid, v_order.id, v_order.status);
  end if;
  perform pantry.change_status(v_order, (v_judged.move).to_status, jsonb_strip_nulls(jsonb_build_object(
    'remark_id', core.remark_about(p_store, p_reason, p_order_gid => v_order.order_gid))), p_by);
  return pantry.order_answer(p_store, v_order.order_gid, false);
end
$$;
