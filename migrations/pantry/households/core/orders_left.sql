-- How many orders a household may still place in a session.
create or replace function pantry.orders_left(p_household core.households, p_session_id uuid) returns integer
language sql stable
return greatest(0, (pantry.rules(p_household.store) ->> 'orders_per_session')::integer - (
  select count(*) from core.pantry_orders o
  where o.store = p_household.store and o.household_id = p_household.household_id and o.session_id = p_session_id
    and o.status <> 'CANCELLED')::integer);
