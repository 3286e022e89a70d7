-- Ends the wait of a member, whose session is locked whole: left, lapsed or closed. A place that was held for them goes to the next.
create or replace function pantry.end_waiting(p_waiting core.pantry_waiting, p_as text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.pantry_waiting w set ended_as = p_as, ended_at = core.now()
  where w.store = p_waiting.store and w.waiting_id = p_waiting.waiting_id;
  perform core.log_event('waiting_' || p_as, p_waiting.store, null,
    p_detail => jsonb_build_object('waiting_id', p_waiting.waiting_id, 'session_id', p_waiting.session_id));
  if p_waiting.offered_slot_id is not null then
    perform pantry.free_place(p_waiting.store, p_waiting.session_id, p_waiting.offered_slot_id);
  end if;
end
$$;
