-- What keeps a household from ordering on a day; null where nothing does.
create or replace function pantry.household_fault(p_household core.households, p_day date) returns text
language sql immutable
return case
  when p_household.household_id is null then 'no household'
  when p_household.approved_at is null then 'not approved'
  when p_household.valid_until < p_day then 'expired'
  when p_household.asks_since is not null then 'ask staff'
end;
