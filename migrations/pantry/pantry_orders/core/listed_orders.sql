-- The orders of a session; without one those that are not picked up yet, of a Member also what has ended, the latest first.
create or replace function pantry.listed_orders(p_store text, p_session_id uuid, p_limit integer) returns setof core.pantry_orders
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if p_session_id is not null then
    return query
      select o.* from core.pantry_orders o where o.store = p_store and o.session_id = p_session_id order by o.id limit p_limit;
  elsif core.actor('role') = 'Member' then
    return query
      select o.* from core.pantry_orders o where o.store = p_store and o.member_id = core.actor('id')::uuid
      order by o.status_since desc limit p_limit;
  else
    return query
      select o.* from core.pantry_orders o where o.store = p_store and o.status not in ('COMPLETED', 'CANCELLED')
      order by o.status_since limit p_limit;
  end if;
end
$$;
