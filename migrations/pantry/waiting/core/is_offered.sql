-- Is a place in a slot held for this member, who waited for it?
create or replace function pantry.is_offered(p_store text, p_slot_id uuid, p_member_id uuid) returns boolean
language sql stable
return exists (
  select from core.pantry_waiting w
  where w.store = p_store and w.offered_slot_id = p_slot_id and w.member_id = p_member_id and w.ended_as is null
    and w.offered_until > core.now());
