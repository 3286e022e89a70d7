-- The invitation with this code into a store of an organisation, locked, if it can still be used.
create or replace function core.open_invitation(p_code_hash text, p_house text) returns core.invitations
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_invitation core.invitations;
begin
  select i.* into v_invitation from core.invitations i
  where i.code_hash = decode(p_code_hash, 'hex') and i.store = any (core.stores_of(p_house)) and i.used_at is null and i.expires_at > core.now()
  for no key update;
  return v_invitation;
end
$$;
