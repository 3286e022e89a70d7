create or replace function api.approve_member(p_actor jsonb, p_store core.store_name, p_member_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'approve_member', p_store => p_store);
  v_household core.households;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_household := pantry.locked_household(p_store, p_member_id);
  if v_household.household_id is null then
    return core.refuse('PAN004', 'member_id');
  elsif v_household.approved_at is not null then
    return core.ok(true, jsonb_build_object('household', pantry.household_json(v_household)), p_store);
  end if;
  update core.households h set approved_at = core.now()
  where h.store = p_store and h.household_id = v_household.household_id returning h.* into v_household;
  perform core.log_event('member_approved', p_store, null,
    p_detail => jsonb_build_object('household_id', v_household.household_id, 'staff_id', p_member_id));
  return core.ok(false, jsonb_build_object('household', pantry.household_json(v_household)), p_store);
end
$$;

comment on function api.approve_member is
  'Approves the household of a member who has joined: it may order from now on. @returns household_answer @refuses PAN004';
