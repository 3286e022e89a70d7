-- What a shard has not been told, as hints of ids, the last of each thing: all events that are to be seen now and were not in
-- the snapshot of the last time. So nothing is skipped or told twice, whichever transaction commits first, and nobody
-- waits for the oldest that is still open.
create or replace function core.live_news(p_shard core.live_shards, out told pg_snapshot, out messages jsonb)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c_most constant integer := 500;
  v_from xid8 := pg_snapshot_xmin(p_shard.told);
  v_events bigint;
begin
  with news as (
    select e.*, m.message, m.audiences
    from core.order_events e join core.live_messages m on m.kind = e.kind
    where e.txid >= v_from and not pg_visible_in_snapshot(e.txid, p_shard.told) and e.store = any (p_shard.stores)
    limit c_most + 1
  ), hints as (
    select distinct on (n.store, n.message, t.id) n.store, n.message, n.audiences, t.id, n.txid, n.event_no,
      coalesce(n.to_stage, t.stage) as stage, t.member_id
    from news n
    cross join lateral (
      -- What happened to an order happened to each of its tickets.
      select o.id, o.stage, null::uuid as member_id from core.orders o
      where n.flow is null and o.store = n.store and o.order_gid = n.order_gid and o.id = coalesce(n.ticket_id, o.id)
      union all
      -- A flow with statuses names the thing itself.
      select case when n.flow is null then coalesce(n.detail ->> 'sku', n.detail ->> 'waiting_id', s.ticket_base) else coalesce(n.ticket_id, s.ticket_base) end,
        null, coalesce(s.member_id, (n.detail ->> 'member_id')::uuid)
      from (select n.store, n.order_gid) k left join core.sales s using (store, order_gid)
      where n.flow is not null or not exists (select from core.orders o where o.store = n.store and o.order_gid = n.order_gid)
    ) t
    order by n.store, n.message, t.id, n.txid desc, n.event_no desc
  )
  select pg_current_snapshot(), (select count(*) from news), coalesce(jsonb_agg(jsonb_build_object(
    'type', h.message, 'store', h.store, 'id', h.id, 'stage', h.stage, 'txid', h.txid, 'no', h.event_no,
    'audiences', h.audiences, 'member_id', h.member_id) order by h.txid, h.event_no, h.id), '[]')
  into told, v_events, messages
  from hints h;

  -- Too much to say one by one, or another cluster's snapshot, after a restore from a dump: of each kind that there was
  -- something, and whoever listens reads again.
  if v_events > c_most or pg_snapshot_xmax(p_shard.told) > pg_snapshot_xmax(told) then
    messages := (
      select jsonb_agg(distinct jsonb_build_object('type', m.message, 'store', s, 'id', null, 'stage', null,
        'txid', null, 'no', null, 'audiences', m.audiences, 'member_id', null))
      from core.live_messages m, unnest(p_shard.stores) s);
  end if;
end
$$;
