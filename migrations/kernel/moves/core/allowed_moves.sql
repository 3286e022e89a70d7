-- What the role that acts may do next in this status, for pages to draw buttons from.
create or replace function core.allowed_moves(p_flow text, p_status text) returns text[]
language sql stable
return (
  select coalesce(array_agg(distinct m.action order by m.action), '{}') from core.moves m
  where m.flow = p_flow and m.from_status = p_status and core.actor('role')::core.staff_role = any (m.roles));
