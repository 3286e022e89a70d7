create or replace function api.issue_badge(p_actor jsonb, p_staff_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'issue_badge');
  v_code text := core.typed_code('S');
  v_badge uuid;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  end if;
  if (core.managed(p_staff_id)).is_active is distinct from true then
    return core.refuse('STF001', 'staff_id');
  end if;
  perform core.revoke_badges(p_staff_id);
  insert into core.badges (staff_id, code_hash, issued_by)
  values (p_staff_id, sha256(convert_to(v_code, 'UTF8')), core.actor('id')::uuid)
  returning badge_id into v_badge;
  perform core.log_event('badge_issued', null, null, p_detail => jsonb_build_object('staff_id', p_staff_id, 'badge_id', v_badge));
  return core.ok(false, jsonb_build_object('badge_id', v_badge, 'badge', v_code));
end
$$;

comment on function api.issue_badge is
  'Issues a badge to a person, who has one at a time. Its code is returned only this once. @returns badge_answer '
  '@refuses STF001';
