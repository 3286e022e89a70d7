-- May this person order at this pantry, as far as that is theirs: an active member there?
create or replace function pantry.is_member(p_store text, p_member_id uuid) returns boolean
language sql stable
return pantry.is_pantry(p_store) and exists (
  select from core.staff_shared s
  where s.id = p_member_id and s.audience = 'member' and s.is_active and s.organisation = core.house() and p_store = any (s.stores));
