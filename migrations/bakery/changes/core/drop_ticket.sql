-- The order has this cake no longer. Not begun, it is cancelled; begun, it waits for somebody to acknowledge.
-- Returns 'dropped', 'begun', or null when that was known.
create or replace function bakery.drop_ticket(p_old core.orders) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if bakery.begun(p_old) then
    return case when bakery.note_change(p_old, 'cancel', '{}') then 'begun' end;
  end if;
  update core.orders o set cancelled_at = core.now(), inventory_blocked = false, updated_by = core.actor('id')
  where o.store = p_old.store and o.id = p_old.id;
  return 'dropped';
end
$$;
