create or replace function api.undo_scan(
  p_actor jsonb, p_id core.scan_text, p_undone_scan_id uuid default null, p_event_no bigint default null,
  p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_old core.orders;
  v_event core.order_events;
  v_since text;
begin
  select o.stop, o.ticket into v_open from bakery.open_ticket(p_actor, 'undo_scan', p_id, p_scan_id,
    jsonb_build_object('undone_scan_id', p_undone_scan_id, 'event_no', p_event_no), p_whole_order => true) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_old := v_open.ticket;

  -- Only a move of the stage model keeps what was before it. Named twice, it has to be the same.
  select e.* into v_event from core.order_events e
  where e.store = v_old.store and e.ticket_id = v_old.id and e.detail ? 'was'
    and (e.event_no = p_event_no or (p_event_no is null and e.scan_id = p_undone_scan_id))
    and (p_undone_scan_id is null or e.scan_id = p_undone_scan_id);
  if v_event.event_no is null then
    return core.refuse('UND001', v_old.id, v_old);
  elsif core.is_undone(v_event) then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_old)), v_old.store);
  elsif v_old.cancelled_at is not null or exists (
    select from core.sales s
    where s.store = v_old.store and s.order_gid = v_old.order_gid and s.cancelled_at is not null)
  then
    return core.refuse('ORD003', v_old.id, v_old);
  end if;
  v_since := bakery.happened_since(v_event, v_old);
  if v_since is not null then
    return core.refuse('UND002', v_since, v_old);
  elsif core.actor('role') not in ('Supervisor', 'Admin') then
    if v_event.actor_id is distinct from core.actor('id') then
      return core.refuse('AUTH001', 'a supervisor may undo what another person did', v_old);
    elsif bakery.age_of(v_event) > core.undo_limit() then
      return core.refuse('UND003', v_old.id, v_old);
    end if;
  end if;

  return bakery.close_action('undone', v_old.stage, bakery.move_back(v_old, v_event),
    jsonb_build_object('event_no', v_event.event_no, 'kind', v_event.kind));
end
$$;

comment on function api.undo_scan is
  'Undoes the last stage action of a ticket, named by its scan_id or by its number in get_history: stage, times, '
  'assignee and stock are as before. The person who did it may for 60 seconds, a supervisor also later. @returns '
  'ticket_answer @refuses ORD001 ORD003 ORD004 SCN001 UND001 UND002 UND003';
