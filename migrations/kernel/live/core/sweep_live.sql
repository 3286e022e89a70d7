-- Forgets connections and tickets whose time is over, and what nobody listens to any more. Where somebody does, the worker
-- is woken, whether or not there is news: a wake-up may have been lost.
create or replace function core.sweep_live() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from core.live_connections c where c.expires_at <= core.now();
  perform core.lock_shards();
  update core.live_shards s set stores = n.stores
  from (
    select h.shard, array(
      select distinct u from core.live_listeners(h.shard) l, unnest(l.stores) u order by u) as stores
    from core.live_shards h
  ) n
  where n.shard = s.shard and n.stores <> s.stores;
  if exists (select from core.live_shards s where s.stores <> '{}')
    or exists (select from core.live_connections c where c.ended)
  then
    perform core.remember_topic('live');
  end if;
end
$$;
