-- The person with this account at a provider, among an organisation's staff or its members. The first time it is the one with this
-- e-mail, who then has this account: another account with the same e-mail is somebody else, to whom the address went. Locked, so that
-- nobody who is being made inactive gets a session that their deactivation does not see.
create or replace function core.find_account(p_provider text, p_subject text, p_email text, p_audience text, p_house text)
returns core.staff_shared
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_staff core.staff_shared;
begin
  select s.* into v_staff
  from core.staff_accounts a
  join core.staff_shared s on s.id = a.staff_id and s.audience = a.audience and s.organisation = a.organisation
  where a.provider = p_provider and a.subject = p_subject and a.audience = p_audience and a.organisation = p_house
  for share of s;
  if v_staff.id is not null then
    return v_staff;
  end if;

  select s.* into v_staff from core.staff_shared s
  where s.email = p_email and s.audience = p_audience and s.organisation = p_house and s.is_active
  for no key update;
  if v_staff.id is not null then
    insert into core.staff_accounts (organisation, provider, subject, audience, staff_id)
    values (p_house, p_provider, p_subject, p_audience, v_staff.id)
    on conflict do nothing;
    -- They have another account with this provider, since long or since a moment ago.
    if not exists (
      select from core.staff_accounts a
      where a.provider = p_provider and a.subject = p_subject and a.audience = p_audience and a.organisation = p_house
        and a.staff_id = v_staff.id)
    then
      return null;
    end if;
  end if;
  return v_staff;
end
$$;
