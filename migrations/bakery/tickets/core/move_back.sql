-- Puts a ticket back to what it was before a move, its order's stock with it. The order is locked.
create or replace function bakery.move_back(p_order core.orders, p_event core.order_events) returns core.orders
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_was core.orders := jsonb_populate_record(null::core.orders, p_event.detail -> 'was');
  v_new core.orders;
begin
  update core.orders o set
    stage = p_event.from_stage, assignee_id = v_was.assignee_id,
    filling_complete_ts = v_was.filling_complete_ts, covering_complete_ts = v_was.covering_complete_ts,
    decorating_complete_ts = v_was.decorating_complete_ts, packing_start_ts = v_was.packing_start_ts,
    packing_complete_ts = v_was.packing_complete_ts, qc_returned_ts = v_was.qc_returned_ts,
    -- The reason of the return before this one, if there was one.
    qc_reason = case when p_event.kind <> 'qc_return_to_decorating' then o.qc_reason else (
      select nullif(r.text, '') from core.order_events e
      left join core.remarks r on r.remark_id = (e.detail ->> 'remark_id')::bigint
      where e.store = o.store and e.ticket_id = o.id and e.event_no < p_event.event_no and e.kind = p_event.kind
        and not core.is_undone(e)
      order by e.event_no desc limit 1) end,
    updated_by = core.actor('id')
  where o.store = p_order.store and o.id = p_order.id
  returning o.* into v_new;
  if p_order.stage = 'Complete' then
    perform stock.restore_used(p_event);
  elsif v_new.filling_complete_ts is null then
    -- It is to be filled from what the recipe says then.
    delete from core.ticket_components c where c.store = v_new.store and c.ticket_id = v_new.id;
  end if;
  if p_order.stage = 'Complete' or v_new.filling_complete_ts is null then
    perform bakery.book_order(v_new.store, v_new.order_gid);
    select o.* into v_new from core.orders o where o.store = v_new.store and o.id = v_new.id;
  end if;
  return v_new;
end
$$;
