create or replace function api.get_open_list(
  p_actor jsonb, p_store core.store_name, p_which core.label, p_limit core.row_limit default 50,
  p_offset core.row_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_open_list', p_store => p_store);
  v_today date;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_which is null or p_which not in ('unassigned', 'blocked', 'flagged', 'overdue', 'undated') then
    return core.refuse('REQ001', 'which');
  end if;
  v_today := core.store_today(p_store);
  return core.ok(false, jsonb_build_object('at', core.now(), 'tickets', bakery.queue_json(
    array(
      select o from bakery.open_tickets(p_store) o
      where case p_which
        when 'unassigned' then o.assignee_id is null
        when 'blocked' then o.inventory_blocked
        when 'flagged' then o.flags <> '{}'
        when 'overdue' then o.due_date < v_today
        when 'undated' then o.due_date is null end
      order by o.due_date, o.due_minutes, o.id
      limit p_limit offset p_offset
    ))));
end
$$;

comment on function api.get_open_list is
  'Lists the open tickets behind a count of get_week, due first, by pages: unassigned, blocked, flagged, overdue or '
  'undated. @returns queue_answer';
