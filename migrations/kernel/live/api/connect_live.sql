create or replace function api.connect_live(p_actor jsonb, p_ticket_hash text, p_connection_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'connect_live');
  v_ticket core.live_connections;
  v_stores text[];
  v_shard integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Of two who come with one ticket the second waits here, and then finds none.
  select c.* into v_ticket from core.live_connections c
  where c.ticket_hash = decode(p_ticket_hash, 'hex') and c.expires_at > core.now() for update;
  select h.stores into v_stores from core.live_holder(v_ticket) h;
  if v_stores is null then
    return core.turn_away('LIV001');  -- anybody can come with anything: no event
  end if;
  perform core.lock_shards();
  v_shard := core.join_shard(v_stores);
  update core.live_connections c set ticket_hash = null, connection_id = p_connection_id, shard = v_shard,
    expires_at = core.now() + interval '2 hours'
  where c.ticket_hash = v_ticket.ticket_hash;
  return core.ok(false);
end
$$;

comment on function api.connect_live is
  'Admits a connection by the hash of its admission; it is notified of changes in its stores from now on, for two hours '
  'at most. @returns done_answer';
