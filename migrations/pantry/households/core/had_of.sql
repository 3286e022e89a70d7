-- What a household has ordered in a session, without what was cancelled.
create or replace function pantry.had_of(p_household core.households, p_session_id uuid, out sku text, out quantity bigint) returns setof record
language sql stable
begin atomic
  select l.sku, sum(l.quantity) from core.pantry_orders o join core.sale_lines l using (store, order_gid)
  where o.store = p_household.store and o.household_id = p_household.household_id and o.session_id = p_session_id and o.status <> 'CANCELLED'
  group by l.sku;
end;
