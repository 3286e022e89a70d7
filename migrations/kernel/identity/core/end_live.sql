-- Voids the tickets of a session, kiosk or system, and has its pages disconnected by the worker, which the caller wakes.
-- They hear nothing from now on in any case: core.live_holder.
create or replace function core.end_live(
  p_session_id uuid default null, p_device_id uuid default null, p_token_id uuid default null
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from core.live_connections c
  where c.ticket_hash is not null and (c.session_id = p_session_id or c.device_id = p_device_id or c.token_id = p_token_id);
  update core.live_connections c set ended = true
  where not c.ended and (c.session_id = p_session_id or c.device_id = p_device_id or c.token_id = p_token_id);
  if found then
    perform core.remember_topic('live');
  end if;
end
$$;
