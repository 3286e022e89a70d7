-- Finds a place for one who listens to these stores: in the first shard that is not full, else in a new one. The shards are
-- locked. A shard in which nobody listened begins with what there is to see now.
create or replace function core.join_shard(p_stores text[]) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_shard integer := (
    select s.shard from core.live_shards s
    where (select count(*) from core.live_connections c where c.shard = s.shard) < 250 order by s.shard limit 1);
begin
  if v_shard is null then
    insert into core.live_shards (shard)
    select coalesce(max(s.shard) + 1, 0) from core.live_shards s
    returning shard into v_shard;
  end if;
  update core.live_shards s set
    stores = array(select distinct u from unnest(s.stores || p_stores) u order by u),
    told = case when s.stores = '{}' then pg_current_snapshot() else s.told end
  where s.shard = v_shard and not (s.stores @> p_stores and s.stores <> '{}');
  return v_shard;
end
$$;
