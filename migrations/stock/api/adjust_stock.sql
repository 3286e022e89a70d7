create or replace function api.adjust_stock(
  p_actor jsonb, p_sku core.sku, p_delta core.stock_delta, p_reason core.reason, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
begin
  select o.stop, o.item into v_open from stock.open_stock(p_actor, 'adjust_stock', p_sku, p_delta, p_scan_id, p_reason) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  if p_delta = 0 then
    return core.refuse('INV003', 'delta: zero');
  elsif p_delta > 0 then
    perform stock.post_txn(p_sku, 'correction', p_delta, p_reason);
  elsif -p_delta > (v_open.item).on_hand then
    return core.refuse('INV005', 'delta');
  elsif not stock.take_away(p_sku, -p_delta, 'correction', p_reason) then
    return core.refuse('INV007');
  end if;
  return stock.close_stock('stock_adjusted', p_sku, p_delta, p_reason);
end
$$;

comment on function api.adjust_stock is
  'Corrects an item by a quantity, up or down. If orders held the removed stock, the latest of them become short of it. '
  '@returns item_answer';
