-- The household of a member in a pantry, locked; null where they belong to none.
create or replace function pantry.locked_household(p_store text, p_member_id uuid) returns core.households
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_household core.households;
begin
  select h.* into v_household from core.households h
  where h.store = p_store and h.household_id = (pantry.household_of(p_store, p_member_id)).household_id for update;
  return v_household;
end
$$;
