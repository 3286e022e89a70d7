-- What this role may do with this ticket now. Pages draw their buttons from it; the guard asks the same rows.
-- Not in SQL, which would be planned anew with each scan.
create or replace function bakery.allowed_actions(p_order core.orders, p_role text) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_role core.staff_role := p_role;
begin
  return array(
    select t.action
    from core.transitions t
    where t.from_stage = p_order.stage and v_role = any (t.roles)
      and bakery.guard(t, p_order) is null and not bakery.is_done(t, p_order)
      -- Nothing to clear, no button.
      and (t.action <> 'clear_shortfall' or p_order.inventory_blocked)
      and (t.action <> 'acknowledge_change' or 'changed' = any (p_order.flags))
    order by t.action);
end
$$;
