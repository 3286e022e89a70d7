create or replace function api.refuse_member(p_actor jsonb, p_store core.store_name, p_member_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'refuse_member', p_store => p_store);
  v_household core.households;
  v_old core.staff_shared;
  v_new core.staff_shared;
begin
  if v_stop is not null then
    return v_stop;
  elsif not pantry.is_member(p_store, p_member_id) then
    return core.refuse('STF001', 'member_id');
  end if;
  v_household := pantry.locked_household(p_store, p_member_id);
  if v_household.approved_at is not null then
    return core.refuse('PAN013', 'member_id');
  end if;
  delete from core.household_members m where m.store = p_store and m.member_id = p_member_id;
  -- What it eats is nobody's any more.
  update core.households h set diets = '{}'
  where h.store = p_store and h.household_id = v_household.household_id and not exists (
    select from core.household_members m where m.store = h.store and m.household_id = h.household_id);
  select s.* into strict v_old from core.staff_shared s where s.id = p_member_id for no key update;
  update core.staff_shared s set stores = array_remove(s.stores, p_store::text) where s.id = p_member_id returning s.* into v_new;
  perform core.person_changed(v_old, v_new);
  perform core.log_event('member_refused', p_store, null, p_detail => jsonb_build_object('staff_id', p_member_id));
  return core.ok(false);
end
$$;

comment on function api.refuse_member is
  'Refuses a member whose household is not approved: they do not belong to this pantry any more, and are signed out. PAN013: it is '
  'approved; set_household takes that back. @returns done_answer @refuses PAN013 STF001';
