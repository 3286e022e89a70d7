create or replace function api.receive_stock(
  p_actor jsonb, p_sku core.sku, p_qty core.stock_qty, p_note core.remark default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := (stock.open_stock(p_actor, 'receive_stock', p_sku, p_qty, p_scan_id, p_note)).stop;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform stock.post_txn(p_sku, 'receive', p_qty, coalesce(p_note, 'received'));
  return stock.close_stock('stock_received', p_sku, p_qty, p_note);
end
$$;

comment on function api.receive_stock is
  'Receives stock and allocates it to backorders, the oldest first; their tickets are no longer blocked. @returns '
  'item_answer';
