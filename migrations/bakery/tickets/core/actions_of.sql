-- What a role may do with a ticket now, by name. Pages draw their buttons from it; the guard asks the same rows.
-- A set, so that it becomes part of the statement that it stands in.
create or replace function bakery.actions_of(p_order core.orders, p_role core.staff_role) returns setof text
language sql stable
begin atomic
  select t.action
  from core.transitions t
  where t.from_stage = p_order.stage and p_role = any (t.roles)
    and bakery.guard(t, p_order) is null and not bakery.is_done(t, p_order)
    -- Nothing to clear, no button.
    and (t.action <> 'clear_shortfall' or p_order.inventory_blocked)
    and (t.action <> 'acknowledge_change' or 'changed' = any (p_order.flags))
  order by t.action;
end;
