create or replace function api.join_pantry(
  p_actor jsonb, p_store core.store_name, p_size core.household_size, p_diets core.diets default '[]'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'join_pantry', p_store => p_store);
  v_member uuid := pantry.orders_for(p_store, null);
  v_household core.households;
begin
  if v_stop is not null then
    return v_stop;
  elsif v_member is null then
    return core.refuse('STF001', 'member_id');
  end if;
  -- Asked twice at once it is one household.
  perform from core.staff_shared s where s.id = v_member for no key update;
  v_household := pantry.household_of(p_store, v_member);
  if v_household.household_id is not null then
    return core.ok(true, jsonb_build_object('household', pantry.household_json(v_household)), p_store);
  end if;
  insert into core.households (store, size, diets, approved_at)
  values (p_store, p_size, array(select distinct d from unnest(core.texts(p_diets)) d order by d),
    case when pantry.rules(p_store) ->> 'newcomers' = 'at_once' then core.now() end)
  returning * into v_household;
  insert into core.household_members (store, member_id, household_id) values (p_store, v_member, v_household.household_id);
  perform core.log_event('member_joined', p_store, null,
    p_detail => jsonb_build_object('household_id', v_household.household_id, 'staff_id', v_member));
  return core.ok(false, jsonb_build_object('household', pantry.household_json(v_household)), p_store);
end
$$;

comment on function api.join_pantry is
  'Makes a household of a member who belongs to none yet: how many people, and what they eat or need. It may order once staff has approved '
  'it, or at once where the setting says so. @returns household_answer @refuses STF001';
