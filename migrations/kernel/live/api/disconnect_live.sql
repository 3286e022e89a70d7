create or replace function api.disconnect_live(p_actor jsonb, p_connection_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'disconnect_live');
  v_shard integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.lock_shards();
  delete from core.live_connections c where c.connection_id = p_connection_id returning c.shard into v_shard;
  -- No wake-up where no page is left.
  update core.live_shards s set stores = '{}'
  where s.shard = v_shard and not exists (select from core.live_connections c where c.shard = v_shard);
  return core.ok(v_shard is null);
end
$$;

comment on function api.disconnect_live is 'Removes a closed connection. @returns done_answer';
