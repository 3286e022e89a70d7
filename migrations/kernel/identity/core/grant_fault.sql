-- Which of these the one who acts may not give to a person, a system or a kiosk: 'role', 'stores', or null. Nobody gives
-- what only we are, nor a store that is not theirs.
create or replace function core.grant_fault(p_stores text[], p_role core.staff_role default null) returns text
language sql stable
return case
  when p_role in ('Service', 'Device') then 'role'
  when exists (select from unnest(p_stores) s where not coalesce(core.sees(s), false)) then 'stores' end;
