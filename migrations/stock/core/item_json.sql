-- An item with its figures. What is made from components has what its scarcest component allows.
create or replace function stock.item_json(p_item core.inventory_items) returns jsonb
language sql stable
return jsonb_build_object(
  'sku', p_item.sku, 'title', p_item.title, 'uom', p_item.uom, 'on_hand', p_item.on_hand, 'reserved', p_item.reserved,
  'buffer', p_item.buffer, 'ats', coalesce(p_item.ats, stock.available(p_item.sku)), 'low_at', p_item.low_at,
  'stocked', p_item.stocked, 'authority', p_item.authority, 'shelf', p_item.shelf, 'weight', p_item.weight,
  'barcodes', (
    select coalesce(jsonb_agg(jsonb_build_object('barcode', b.barcode, 'quantity', b.quantity) order by b.barcode collate "C"), '[]')
    from core.item_barcodes b where b.organisation = p_item.organisation and b.sku = p_item.sku),
  'short', coalesce((select sum(s.qty) from core.shortfalls s where s.sku = p_item.sku and s.cleared_at is null), 0));
