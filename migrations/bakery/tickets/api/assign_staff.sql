create or replace function api.assign_staff(
  p_actor jsonb, p_id core.scan_text, p_staff_id uuid, p_note core.remark default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_old core.orders;
  v_new core.orders;
begin
  select a.stop, a.ticket into v_open
  from bakery.open_action(p_actor, 'assign_staff', p_id, p_scan_id, jsonb_build_object('staff_id', p_staff_id, 'note', p_note)) a;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_old := v_open.ticket;
  if v_old.assignee_id is not distinct from p_staff_id then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_old)), v_old.store);
  end if;
  if p_staff_id is not null and not exists (
    -- Somebody who may do what this stage asks for.
    select from core.staff_shared s join core.transitions t on s.role = any (t.roles)
    where s.id = p_staff_id and s.is_active and v_old.store = any (s.stores)
      and t.from_stage = v_old.stage and t.stamps is not null
  ) then
    return core.refuse('STF001', 'staff_id', v_old);
  end if;

  update core.orders o set assignee_id = p_staff_id, updated_by = core.actor('id')
  where o.store = v_old.store and o.id = v_old.id
  returning o.* into v_new;
  return bakery.close_action('assigned', v_old.stage, v_new,
    jsonb_build_object('staff_id', p_staff_id, 'was', v_old.assignee_id, 'remark_id', core.remark_about(v_new.store, p_note, v_new.id)));
end
$$;

comment on function api.assign_staff is
  'Assigns the ticket''s current stage to a member of staff of its store, or to no one (null). The stage does not '
  'change. @returns ticket_answer @nullable staff_id @refuses INV001 ORD001 ORD002 ORD003 ORD004 ORD005 SCN001 STF001';
