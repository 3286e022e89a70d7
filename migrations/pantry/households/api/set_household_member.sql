create or replace function api.set_household_member(
  p_actor jsonb, p_store core.store_name, p_household_id uuid, p_member_id uuid, p_belongs boolean default true
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_household_member', p_store => p_store);
  v_household core.households;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select h.* into v_household from core.households h where h.store = p_store and h.household_id = p_household_id for update;
  if v_household.household_id is null then
    return core.refuse('PAN004', 'household_id');
  elsif not pantry.is_member(p_store, p_member_id) then
    return core.refuse('STF001', 'member_id');
  end if;
  if p_belongs then
    insert into core.household_members (store, member_id, household_id) values (p_store, p_member_id, p_household_id)
    on conflict (member_id, store) do update set household_id = excluded.household_id
    where household_members.household_id <> excluded.household_id;
  else
    delete from core.household_members m
    where m.store = p_store and m.member_id = p_member_id and m.household_id = p_household_id;
  end if;
  if not found then
    return core.ok(true, jsonb_build_object('household', pantry.household_json(v_household)), p_store);
  end if;
  perform core.log_event('household_set', p_store, null,
    p_detail => jsonb_build_object('household_id', p_household_id, 'staff_id', p_member_id, 'belongs', p_belongs));
  return core.ok(false, jsonb_build_object('household', pantry.household_json(v_household)), p_store);
end
$$;

comment on function api.set_household_member is
  'Says that a member belongs to a household of a pantry, and no longer to any other there; or that they do not. '
  '@returns household_answer @refuses PAN004 STF001';
