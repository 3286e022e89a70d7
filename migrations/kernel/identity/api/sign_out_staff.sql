create or replace function api.sign_out_staff(p_actor jsonb, p_staff_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'sign_out_staff');
  v_ended integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if core.managed(p_staff_id) is null then
    return core.refuse('STF001', 'staff_id');
  end if;
  v_ended := core.end_made_of('person', p_staff_id, 'signed_out_by_admin');
  return core.ok(v_ended = 0);
end
$$;

comment on function api.sign_out_staff is 'Ends all sessions and kiosk turns of a person, who may sign in again. @returns done_answer '
  '@refuses STF001';
