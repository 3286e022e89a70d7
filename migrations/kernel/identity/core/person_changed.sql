-- Ends what a person has by what they are no more: with another e-mail their account, with another role or without a store
-- their sessions, and the turns that could not be begun any more. A new name or one more store ends nothing.
create or replace function core.person_changed(p_old core.staff_shared, p_new core.staff_shared) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_reason text := case
    when p_old.is_active and not p_new.is_active then 'inactive'
    when p_old.email is distinct from p_new.email then 'email_changed'
    when p_old.role <> p_new.role then 'role_changed'
    when not p_old.stores <@ p_new.stores then 'store_removed' end;
begin
  if p_old.id is null or v_reason is null then
    return;
  end if;
  if p_old.email is distinct from p_new.email then
    -- Whoever has the new address signs in with an account of their own; the old one leads here no more.
    delete from core.staff_accounts a where a.staff_id = p_new.id;
  end if;
  perform core.end_made_of(case v_reason when 'inactive' then 'person' else 'account' end, p_new.id, v_reason);
  -- A scan asks for the role as it is, so a turn goes on with another one: at a kiosk without a network work would be lost.
  perform core.end_turns(v_reason, p_turn_id => t.turn_id)
  from core.turns t join core.devices d on d.device_id = t.device_id
  where t.staff_id = p_new.id and t.ended_at is null and (p_new.role = 'Member' or not d.store = any (p_new.stores));
end
$$;
