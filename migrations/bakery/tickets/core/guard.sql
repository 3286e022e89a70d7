-- The code that keeps this move from this ticket, or null. The one place where a move is judged.
create or replace function core.guard(p_move core.transitions, p_order core.orders) returns text
language sql stable
return case
  when p_move.action is null then 'ORD002'
  when p_order.cancelled_at is not null then 'ORD003'
  when 'changed' = any (p_order.flags) and not p_move.if_changed then 'ORD005'
  when p_order.inventory_blocked and not p_move.if_blocked then 'INV001'
  when p_move.requires is not null and core.stamp_of(p_order, p_move.requires) is null then 'ORD002'
end;
