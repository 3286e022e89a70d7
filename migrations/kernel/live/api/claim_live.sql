create or replace function api.claim_live(p_actor jsonb, p_worker text, p_lease_seconds integer default 30) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_live');
  v_shard core.live_shards;
  v_news record;
  v_ended jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Handed over once: who is not hung up on hears nothing all the same.
  with gone as (delete from core.live_connections c where c.ended returning c.connection_id)
  select coalesce(jsonb_agg(g.connection_id), '[]') into v_ended from gone g;
  loop
    -- Locked for as long as this takes; afterwards it is the lease that keeps others away.
    select s.* into v_shard from core.live_shards s
    where s.shard > coalesce(v_shard.shard, -1) and s.stores <> '{}'
      and coalesce(s.lease_expires_at, '-infinity') <= core.now()
    order by s.shard limit 1 for update;
    if v_shard.shard is null then
      return core.ok(false, jsonb_build_object('ended', v_ended)
        || '{"shard": null, "told": null, "messages": [], "listeners": [], "others": false}');
    end if;
    select n.told, n.messages into v_news from core.live_news(v_shard) n;
    exit when v_news.messages <> '[]';
    update core.live_shards s set told = v_news.told where s.shard = v_shard.shard;
  end loop;

  update core.live_shards s set worker = p_worker,
    lease_expires_at = core.now() + make_interval(secs => p_lease_seconds)
  where s.shard = v_shard.shard;
  return core.ok(false, jsonb_build_object('shard', v_shard.shard, 'told', v_news.told, 'messages', v_news.messages,
    'ended', v_ended,
    'listeners', (
      select coalesce(jsonb_agg(to_jsonb(l)), '[]') from core.live_listeners(v_shard.shard) l),
    'others', exists (
      select from core.live_shards s
      where s.shard > v_shard.shard and s.stores <> '{}' and coalesce(s.lease_expires_at, '-infinity') <= core.now())));
end
$$;

comment on function api.claim_live is
  'Leases the first shard that has news and no worker, for p_lease_seconds: what to publish, and to whom. Null: there is '
  'nothing to publish. ended: the connections to close. @returns live_claim_answer';
