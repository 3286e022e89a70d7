-- Uses an invitation up, which is locked, for a member, who belongs to its store from now on. Returns them as they are now.
create or replace function core.accept_invitation(p_invitation core.invitations, p_member core.staff_shared) returns core.staff_shared
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_member core.staff_shared := p_member;
begin
  if not p_invitation.store = any (p_member.stores) then
    -- At once with another invitation to it they may have it by now.
    update core.staff_shared s
    set stores = case when p_invitation.store = any (s.stores) then s.stores else array_append(s.stores, p_invitation.store) end
    where s.id = p_member.id returning s.* into v_member;
    perform core.person_changed(p_member, v_member);
  end if;
  update core.invitations i set used_at = core.now(), used_by = p_member.id
  where i.store = p_invitation.store and i.invitation_id = p_invitation.invitation_id;
  perform core.log_event('invitation_used', p_invitation.store, null,
    p_detail => jsonb_build_object('invitation_id', p_invitation.invitation_id, 'staff_id', p_member.id));
  return v_member;
end
$$;
