-- Parcels as the queue shows them, by deadline: how much belongs in and is in, and how far the label is.
create or replace function marketplace.parcel_queue_json(p_store text, p_gids text[]) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('id', o.mirakl_id, 'status', o.status, 'ship_by', o.ship_by, 'has_label', s.label_at is not null,
    'prints', coalesce(s.prints, 0), 'pieces', coalesce(p.needed, 0), 'verified', coalesce(p.verified, 0))
    order by coalesce(o.ship_by, 'infinity'), o.order_gid), '[]')
  from core.marketplace_orders o
  left join core.shipments s on s.store = o.store and s.order_gid = o.order_gid and s.state = 'bought'
  left join (
    select i.order_gid, sum(i.needed) as needed, sum(least(i.verified, i.needed)) as verified
    from marketplace.parcel_items(p_store, p_gids) i group by i.order_gid) p on p.order_gid = o.order_gid
  where o.store = p_store and o.order_gid = any (p_gids));
