-- Judges a move of a flow from this status for the role that acts; p_to: to where, of an action that leads to more than one. done: the action has already led here. Else code says what
-- keeps it, or is null; move is the row that was found.
create or replace function core.guard_move(
  p_flow text, p_action text, p_status text, p_reason text default null, p_to text default null,
  out move core.moves, out done boolean, out code text
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select m.* into move from core.moves m
  where m.flow = p_flow and m.action = p_action and m.from_status = p_status and m.to_status = coalesce(p_to, m.to_status);
  done := move.action is null and exists (
    select from core.moves m where m.flow = p_flow and m.action = p_action and m.to_status = p_status and m.to_status = coalesce(p_to, m.to_status));
  code := case
    when done then null
    when move.action is null then 'ORD002'
    when not core.actor('role')::core.staff_role = any (move.roles) then 'AUTH001'
    when move.wants_reason and coalesce(p_reason, '') !~ '\S' then 'REQ001'
  end;
end
$$;
