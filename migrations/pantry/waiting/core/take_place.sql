-- Takes a place in a slot for a member's order: the one that is held for them, else one that is free. False where there is none. They wait
-- for none in that session any more. The session is locked.
create or replace function pantry.take_place(p_store text, p_session_id uuid, p_slot_id uuid, p_member_id uuid, p_is_offered boolean) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not p_is_offered then
    update core.pantry_slots t set taken = t.taken + 1 where t.store = p_store and t.slot_id = p_slot_id and t.taken < t.capacity;
    if not found then
      return false;
    end if;
  end if;
  -- A place that is held in another slot of the session lapses.
  update core.pantry_waiting w set ended_as = 'placed', ended_at = core.now()
  where w.store = p_store and w.session_id = p_session_id and w.member_id = p_member_id and w.ended_as is null
    and coalesce(w.offered_slot_id, p_slot_id) = p_slot_id;
  return true;
end
$$;
