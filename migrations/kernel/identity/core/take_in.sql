-- Makes a person of an organisation of somebody who came with a verified e-mail that nobody has there; nobody without one, with one
-- that no person may have here, or of another organisation's stores. Two at once make one.
create or replace function core.take_in(p_provider text, p_subject text, p_email text, p_newcomer jsonb, p_house text)
returns core.staff_shared
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_staff core.staff_shared;
begin
  insert into core.staff_shared (display_name, email, role, stores, organisation, language)
  select left(coalesce(nullif(btrim(p_newcomer ->> 'name'), ''), split_part(p_email, '@', 1)), 100), p_email,
    (p_newcomer ->> 'role')::core.staff_role, core.texts(p_newcomer -> 'stores'),
    p_house, p_newcomer ->> 'language'
  where pg_input_is_valid(p_email, 'core.email') and core.texts(p_newcomer -> 'stores') <@ core.stores_of(p_house)
  on conflict (email, audience, organisation) where email is not null do nothing
  returning * into v_staff;
  if v_staff.id is null then
    return core.find_account(p_provider, p_subject, p_email, core.audience_of((p_newcomer ->> 'role')::core.staff_role), p_house);
  end if;
  insert into core.staff_accounts (organisation, provider, subject, audience, staff_id)
  values (p_house, p_provider, p_subject, v_staff.audience, v_staff.id);
  perform core.log_event('staff_added', null, null, p_detail => jsonb_build_object('staff_id', v_staff.id, 'provider', p_provider));
  return v_staff;
end
$$;
