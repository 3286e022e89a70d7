-- Gives a place in a slot back: to who waits for it, next in turn, else to everybody.
create or replace function pantry.free_place(p_store text, p_session_id uuid, p_slot_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.pantry_slots t set taken = t.taken - 1 where t.store = p_store and t.slot_id = p_slot_id;
  perform pantry.offer_places(p_store, p_session_id, p_slot_id);
end
$$;
