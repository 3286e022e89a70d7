create or replace function api.finish_live(
  p_actor jsonb, p_worker text, p_shard integer, p_told text, p_gone jsonb default '[]'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'finish_live');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  delete from core.live_connections c where c.connection_id = any (core.texts(p_gone));
  update core.live_shards s set told = p_told::pg_snapshot, worker = null, lease_expires_at = null
  where s.shard = p_shard and s.worker = p_worker;
  return core.ok(not found);
end
$$;

comment on function api.finish_live is
  'Ends the lease of a shard whose news was published up to p_told; p_gone: the connections that are gone. @returns '
  'done_answer';
