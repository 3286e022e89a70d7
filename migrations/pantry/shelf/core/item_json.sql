-- What a pantry offers of an item, as staff set it.
create or replace function pantry.item_json(p_item core.pantry_items) returns jsonb
language sql stable
return jsonb_build_object('sku', p_item.sku, 'title', (select i.title from core.inventory_items i where i.sku = p_item.sku),
  'is_offered', p_item.is_offered, 'limit_each', p_item.limit_each, 'limit_per_person', p_item.limit_per_person,
  'suits', to_jsonb(p_item.suits), 'substitutes', to_jsonb(p_item.substitutes), 'barcodes', (
    select coalesce(jsonb_agg(jsonb_build_object('barcode', b.barcode, 'quantity', b.quantity) order by b.quantity, b.barcode), '[]')
    from core.item_barcodes b where b.sku = p_item.sku));
