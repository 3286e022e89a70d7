-- One stage action, as the stage model has it. Every api function of a stage is this. p_skipped: of the extras, what is
-- left out with the order's last cake; with another nothing leaves, so that list counts for nothing.
create or replace function bakery.move_ticket(
  p_actor jsonb, p_action text, p_id text, p_scan_id uuid, p_reason text default null,
  p_allergies_seen boolean default null, p_skipped jsonb default null
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_open record;
  v_move core.transitions;
  v_old core.orders;
  v_new core.orders;
  v_last boolean := p_action = bakery.last_action();
  v_request jsonb := jsonb_build_object('reason', p_reason);
  v_marks jsonb;
  v_moved jsonb;
  v_left_out text;
begin
  -- Not as a null: a scan that was first sent before there was this says the same as it did then.
  if p_allergies_seen is not null or p_skipped is not null then
    v_request := v_request || jsonb_strip_nulls(jsonb_build_object('allergies_seen', p_allergies_seen, 'skipped', p_skipped));
  end if;
  v_open := bakery.open_action(p_actor, p_action, p_id, p_scan_id, v_request, p_whole_order => v_last);
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_old := v_open.ticket;
  v_move := v_open.move;
  if p_skipped is not null and not stock.is_of_order(v_old, p_skipped) then
    return core.refuse('REQ001', 'skipped: nothing of this order', v_old);
  elsif v_last then
    perform bakery.catch_up(v_old.store, v_old.order_gid);
  end if;

  update core.orders o set
    stage = v_move.to_stage,
    -- An assignee is for the current stage.
    assignee_id = case when v_move.to_stage = o.stage then o.assignee_id end,
    filling_complete_ts = case v_move.stamps when 'filling_complete_ts' then core.now() else o.filling_complete_ts end,
    covering_complete_ts = case v_move.stamps when 'covering_complete_ts' then core.now() else o.covering_complete_ts end,
    decorating_complete_ts =
      case v_move.stamps when 'decorating_complete_ts' then core.now() else o.decorating_complete_ts end,
    packing_start_ts = case v_move.stamps
      when 'packing_start_ts' then core.now() when 'qc_returned_ts' then null else o.packing_start_ts end,
    packing_complete_ts = case v_move.stamps when 'packing_complete_ts' then core.now() else o.packing_complete_ts end,
    qc_returned_ts = case v_move.stamps when 'qc_returned_ts' then core.now() else o.qc_returned_ts end,
    qc_reason = coalesce(p_reason, o.qc_reason),
    -- A finished cake waits for nothing.
    inventory_blocked = o.inventory_blocked and not v_last,
    updated_by = core.actor('id')
  where o.store = v_old.store and o.id = v_old.id
  returning o.* into v_new;
  if v_move.stamps = 'filling_complete_ts' then
    perform stock.keep_components(v_new);
  elsif v_last then
    v_marks := stock.marks_of(v_new.store, v_new.order_gid);
    if not stock.bakes(v_new.store, v_new.order_gid) then
      v_left_out := stock.leave_out(v_new.store, v_new.order_gid, p_skipped);
    end if;
    perform bakery.book_order(v_new.store, v_new.order_gid, 'consume', v_new.id);
    v_moved := stock.marks_moved(v_marks, stock.marks_of(v_new.store, v_new.order_gid));
  end if;
  return bakery.close_action(p_action, v_old.stage, v_new, jsonb_build_object(
    'remark_id', core.remark_about(v_new.store, coalesce(p_reason, v_left_out), v_new.id), 'was', bakery.before_move(v_old), 'moved', v_moved,
    'allergies_seen', p_allergies_seen));
end
$$;
