-- The common start of what a person does to an item's stock: enter, find and lock the item. stop is the answer to
-- return at once. p_qty is refused where the item is counted in whole pieces and it is not whole.
create or replace function stock.open_stock(
  p_actor jsonb, p_function text, p_sku text, p_qty numeric, p_scan_id uuid, p_note text,
  out stop jsonb, out item core.inventory_items
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  stop := core.enter(p_actor, p_function, p_scan_id, jsonb_build_object('sku', p_sku, 'qty', p_qty, 'note', p_note));
  if stop is not null then
    return;
  end if;
  select i.* into item from core.inventory_items i where i.sku = p_sku for update;
  if item.sku is null then
    stop := core.refuse('INV002', 'sku');
  elsif not item.stocked then
    stop := core.refuse('INV006', 'sku');
  elsif item.uom = 'each' and p_qty <> trunc(p_qty) then
    stop := core.refuse('INV003', 'qty: counted in whole pieces');
  end if;
end
$$;
