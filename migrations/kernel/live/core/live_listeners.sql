-- Who in a shard is to be told now, of which stores.
create or replace function core.live_listeners(
  p_shard integer, out connection_id text, out audience text, out stores text[], out member_id uuid
) returns setof record
language sql stable
begin atomic
  select c.connection_id, h.audience, h.stores, h.member_id
  from core.live_connections c cross join lateral core.live_holder(c) h
  where c.shard = p_shard and c.expires_at > core.now();
end;
