create or replace function api.set_priority(
  p_actor jsonb, p_id core.scan_text, p_priority core.priority, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_old core.orders;
  v_new core.orders;
begin
  select a.stop, a.ticket into v_open
  from bakery.open_action(p_actor, 'set_priority', p_id, p_scan_id, jsonb_build_object('priority', p_priority)) a;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_old := v_open.ticket;
  if v_old.priority_override is not distinct from p_priority then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_old)), v_old.store);
  end if;

  update core.orders o set priority_override = p_priority, updated_by = core.actor('id')
  where o.store = v_old.store and o.id = v_old.id
  returning o.* into v_new;
  return bakery.close_action('priority_set', v_old.stage, v_new,
    jsonb_build_object('priority', p_priority, 'was', v_old.priority_override));
end
$$;

comment on function api.set_priority is
  'Sets a ticket''s priority; null derives it from the due date again. For supervisors. @returns ticket_answer @nullable '
  'priority';
