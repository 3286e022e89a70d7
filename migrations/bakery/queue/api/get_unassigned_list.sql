create or replace function api.get_unassigned_list(
  p_actor jsonb, p_store core.store_name, p_stage core.stage_type, p_limit core.row_limit default 50, p_offset core.row_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_unassigned_list', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('at', core.now(), 'tickets', core.queue_json(
    array(
      select o from core.orders o
      where o.store = p_store and o.stage = p_stage and o.stage <> 'Complete'
        and o.assignee_id is null and o.cancelled_at is null
      order by o.due_date, o.due_minutes, o.size_order, o.size, o.shopify_order_number, o.id
      limit p_limit offset p_offset
    ))));
end
$$;

comment on function api.get_unassigned_list is
  'Lists a stage''s unassigned tickets, due first, by pages. At most 500 rows a page. @returns queue_answer';
