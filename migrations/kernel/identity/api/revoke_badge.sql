create or replace function api.revoke_badge(p_actor jsonb, p_staff_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'revoke_badge');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if core.managed(p_staff_id) is null then
    return core.refuse('STF001', 'staff_id');
  end if;
  return core.ok(not core.revoke_badges(p_staff_id));
end
$$;

comment on function api.revoke_badge is
  'Revokes a person''s badge and signs them out of every kiosk. @returns done_answer @refuses STF001';
