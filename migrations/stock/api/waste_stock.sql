create or replace function api.waste_stock(
  p_actor jsonb, p_sku core.sku, p_qty core.stock_qty, p_reason core.reason, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
begin
  select o.stop, o.item into v_open from stock.open_stock(p_actor, 'waste_stock', p_sku, p_qty, p_scan_id, p_reason) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  if p_qty > (v_open.item).on_hand then
    return core.refuse('INV005', 'qty');
  end if;
  if not stock.take_away(p_sku, p_qty, 'waste', p_reason) then
    return core.refuse('INV007');
  end if;
  return stock.close_stock('stock_wasted', p_sku, p_qty, p_reason);
end
$$;

comment on function api.waste_stock is
  'Writes off stock that was spoilt, broken or thrown away. If orders held it, the latest of them become short of it. '
  '@returns item_answer';
