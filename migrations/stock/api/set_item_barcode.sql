create or replace function api.set_item_barcode(
  p_actor jsonb, p_barcode core.barcode, p_sku core.sku, p_quantity core.barcode_pieces default 1
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_item_barcode');
  v_item core.inventory_items;
  v_other text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select i.* into v_item from core.inventory_items i where i.sku = p_sku;
  if v_item.sku is null then
    return core.refuse('INV002', 'sku');
  end if;
  if p_quantity = 0 then
    delete from core.item_barcodes b where b.barcode = p_barcode and b.sku = p_sku;
  else
    insert into core.item_barcodes (barcode, sku, quantity) values (p_barcode, p_sku, p_quantity)
    on conflict (organisation, barcode) do update set quantity = excluded.quantity
    where item_barcodes.sku = excluded.sku and item_barcodes.quantity <> excluded.quantity;
  end if;
  if not found then
    select b.sku into v_other from core.item_barcodes b where b.barcode = p_barcode and b.sku <> p_sku;
    if v_other is not null and p_quantity > 0 then
      return core.refuse('INV009', 'barcode: ' || v_other);
    end if;
    return core.ok(true, stock.item_json(v_item));
  end if;
  perform core.log_event('item_set', null, null, p_detail => jsonb_build_object('sku', p_sku));
  return core.ok(false, stock.item_json(v_item));
end
$$;

comment on function api.set_item_barcode is
  'Sets which item a barcode is of, and how many pieces it stands for: 1, or of a box as many as are in it. Zero removes it. A '
  'barcode is of one item of an organisation. @returns item_answer @refuses INV002 INV009';
