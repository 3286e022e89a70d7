-- The refusal for a household, which is locked, that may not order in a session; null where it may.
create or replace function pantry.household_stop(p_household core.households, p_session_id uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_fault text := pantry.household_fault(p_household, core.store_today(p_household.store));
begin
  return case
    when v_fault is not null then core.refuse('PAN004', v_fault)
    when pantry.orders_left(p_household, p_session_id) = 0 then core.refuse('PAN006') end;
end
$$;
