-- The common end of what a person did to an item's stock: who waits for it is served, every shop is told.
create or replace function stock.close_stock(p_kind text, p_sku text, p_qty numeric, p_note text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_item core.inventory_items;
begin
  perform stock.settle_waiting(array[p_sku]);
  perform stock.push_stock(array[p_sku], null);
  perform core.log_event(p_kind, null, null, p_detail => jsonb_build_object('sku', p_sku, 'qty', p_qty));
  select i.* into v_item from core.inventory_items i where i.sku = p_sku;
  return core.ok(false, stock.item_json(v_item));
end
$$;
