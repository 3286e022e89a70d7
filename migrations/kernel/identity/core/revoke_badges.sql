-- Takes a person's badge away; false when there was none. Locks the person, so that two at once issue one after the other.
create or replace function core.revoke_badges(p_staff_id uuid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_badge uuid;
begin
  perform from core.staff_shared s where s.id = p_staff_id for no key update;
  update core.badges b set revoked_at = core.now() where b.staff_id = p_staff_id and b.revoked_at is null
  returning b.badge_id into v_badge;
  if v_badge is null then
    return false;
  end if;
  perform core.end_made_of('badge', p_staff_id, 'badge_revoked');
  perform core.log_event('badge_revoked', null, null, p_detail => jsonb_build_object('staff_id', p_staff_id, 'badge_id', v_badge));
  return true;
end
$$;
