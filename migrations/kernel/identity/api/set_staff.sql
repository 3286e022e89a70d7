create or replace function api.set_staff(
  p_actor jsonb, p_staff_id uuid, p_display_name core.person_name, p_role core.staff_role, p_stores core.store_list,
  p_email core.email default null, p_is_active boolean default true
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_staff');
  v_stores text[] := array(select distinct value from jsonb_array_elements_text(p_stores) order by value);
  v_old core.staff_shared;
  v_new core.staff_shared;
  v_fault text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  end if;
  v_fault := core.grant_fault(v_stores, p_role);
  if v_fault is not null then
    return core.refuse('AUTH001', v_fault);
  end if;
  perform from core.staff_shared s where s.role = 'Admin' and s.organisation = core.house() or s.id = p_staff_id order by s.id for no key update;
  select s.* into v_old from core.staff_shared s where s.id = p_staff_id;
  if v_old.id is not null and core.managed(p_staff_id) is null then
    return core.refuse('STF001', 'staff_id');
  end if;
  if exists (
    select from core.staff_shared s
    where s.email = p_email and s.audience = core.audience_of(p_role) and s.organisation = core.house() and s.id <> p_staff_id)
  then
    return core.refuse('STF003', 'email');
  end if;
  if v_old.role = 'Admin' and v_old.is_active and not (p_is_active and p_role = 'Admin' and v_stores @> v_old.stores)
    and not exists (
      select from core.staff_shared s
      where s.role = 'Admin' and s.is_active and s.id <> p_staff_id and s.stores @> v_old.stores and s.organisation = v_old.organisation)
  then
    return core.refuse('STF002');
  end if;

  -- Who works here no more, or only now, comes through the other door, and is found there by their e-mail.
  delete from core.staff_accounts a where a.staff_id = p_staff_id and a.audience <> core.audience_of(p_role);
  insert into core.staff_shared (id, display_name, email, role, stores, is_active)
  values (p_staff_id, btrim(p_display_name), p_email, p_role, v_stores, p_is_active)
  on conflict (id) do update set display_name = excluded.display_name, email = excluded.email, role = excluded.role,
    stores = excluded.stores, is_active = excluded.is_active
  where (staff_shared.display_name, staff_shared.email, staff_shared.role, staff_shared.stores, staff_shared.is_active)
    is distinct from (excluded.display_name, excluded.email, excluded.role, excluded.stores, excluded.is_active)
  returning * into v_new;
  if v_new.id is null then
    return core.ok(true, jsonb_build_object('staff', core.staff_json(v_old)));
  end if;
  perform core.person_changed(v_old, v_new);
  perform core.log_event(case when v_old.id is null then 'staff_added' else 'staff_changed' end, null, null,
    p_detail => jsonb_build_object('staff_id', v_new.id, 'role', v_new.role, 'stores', to_jsonb(v_new.stores), 'is_active', v_new.is_active));
  return core.ok(false, jsonb_build_object('staff', core.staff_json(v_new)));
end
$$;

comment on function api.set_staff is
  'Adds a person under an id that the caller generates, or replaces all fields of one. A person who becomes inactive is '
  'signed out everywhere; another e-mail or role, or one store less, ends their sessions. @returns staff_answer '
  '@refuses STF001 STF002 STF003';
