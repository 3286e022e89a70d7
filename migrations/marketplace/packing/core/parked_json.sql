-- The orders of a store that wait for a person, longest waiting first, with what whoever asks may do about each.
create or replace function marketplace.parked_json(p_store text, p_limit integer) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('id', p.mirakl_id, 'status', p.status, 'state', p.state, 'why', p.why, 'since', p.since,
    'accept_by', p.accept_by, 'ship_by', p.ship_by, 'request_id', (
      select s.request_id from core.shipments s
      where s.store = p_store and s.order_gid = p.order_gid and s.state in ('unknown', 'bought') order by s.attempt desc limit 1),
    'actions', to_jsonb(core.allowed_moves('marketplace', p.status))) order by p.since, p.order_gid), '[]')
  from (
    select o.*, w.why, coalesce((
      select max(e.at) from core.order_events e
      where e.store = o.store and e.order_gid = o.order_gid and e.to_status = o.status), o.state_since) as since
    from core.marketplace_orders o cross join lateral (select marketplace.parked_why(o) as why) w
    where o.store = p_store and w.why is not null and (
      o.status in ('acceptance_failed', 'unknown_outcome', 'shipping_failed', 'suspended', 'pending_acceptance', 'accepted')
      or o.order_gid in (select s.order_gid from core.shipments s where s.store = p_store and s.state = 'bought' and s.undo_tries >= 3))
    order by since, o.order_gid limit p_limit
  ) p);
