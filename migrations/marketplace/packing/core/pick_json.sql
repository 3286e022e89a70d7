-- What is still to be picked for these orders, over all of them, by shelf.
create or replace function marketplace.pick_json(p_store text, p_gids text[]) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('sku', n.sku, 'title', coalesce(i.title, n.title, n.sku), 'shelf', i.shelf,
    'pieces', n.pieces, 'parcels', n.parcels) order by i.shelf nulls last, n.sku), '[]')
  from (
    select p.sku, sum(p.needed - p.verified) as pieces, count(*) as parcels, min(l.title) as title
    from marketplace.parcel_items(p_store, p_gids) p
    left join core.sale_lines l on l.store = p_store and l.order_gid = p.order_gid and l.sku = p.sku
    where p.needed > p.verified
    group by p.sku
  ) n
  left join core.inventory_items i on i.sku = n.sku);
