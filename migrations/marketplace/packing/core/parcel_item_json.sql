-- The things of an order's parcel, by shelf: how many belong in, how many were scanned, and by what codes they are known.
create or replace function marketplace.parcel_item_json(p_store text, p_order_gid text) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('sku', p.sku, 'title', coalesce(i.title, t.title, p.sku), 'shelf', i.shelf,
    'needed', p.needed, 'verified', p.verified, 'barcodes', (
      select coalesce(jsonb_agg(b.barcode order by b.barcode), '[]') from core.item_barcodes b where b.sku = p.sku))
    order by i.shelf nulls last, p.sku), '[]')
  from marketplace.parcel_items(p_store, array[p_order_gid]) p
  left join core.inventory_items i on i.sku = p.sku
  left join lateral (
    select l.title from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid and l.sku = p.sku limit 1) t on true);
