-- What this role may do with this ticket now. Pages draw their buttons from it; the guard asks the same rows.
create or replace function bakery.allowed_actions(p_order core.orders, p_role text) returns text[]
language sql stable
return (
  select coalesce(array_agg(t.action order by t.action), '{}')
  from core.transitions t
  where t.from_stage = p_order.stage and p_role::core.staff_role = any (t.roles)
    and bakery.guard(t, p_order) is null and not bakery.is_done(t, p_order)
    -- Nothing to clear, no button.
    and (t.action <> 'clear_shortfall' or p_order.inventory_blocked)
    and (t.action <> 'acknowledge_change' or 'changed' = any (p_order.flags))
);
