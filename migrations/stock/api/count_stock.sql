create or replace function api.count_stock(
  p_actor jsonb, p_sku core.sku, p_counted core.stock_level, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_delta numeric;
begin
  select o.stop, o.item into v_open from stock.open_stock(p_actor, 'count_stock', p_sku, p_counted, p_scan_id, null) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_delta := p_counted + stock.in_process(p_sku) - (v_open.item).on_hand;
  if v_delta = 0 then
    return core.ok(true, stock.item_json(v_open.item));
  elsif v_delta > 0 then
    perform stock.post_txn(p_sku, 'correction', v_delta, 'stocktake');
  elsif not stock.take_away(p_sku, -v_delta, 'correction', 'stocktake') then
    return core.refuse('INV007');
  end if;
  return stock.close_stock('stock_counted', p_sku, v_delta, null);
end
$$;

comment on function api.count_stock is
  'Records a stocktake: the quantity on the shelf, without what begun cakes hold. The difference is corrected, up or '
  'down. @returns item_answer';
