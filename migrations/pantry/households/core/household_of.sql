-- The household of a member in a pantry; none where they belong to none.
create or replace function pantry.household_of(p_store text, p_member_id uuid) returns core.households
language sql stable
return (
  select h from core.household_members m join core.households h using (store, household_id)
  where m.store = p_store and m.member_id = p_member_id);
