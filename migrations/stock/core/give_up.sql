-- An order loses stock that it held: it is short of it now, as if it had never been there.
create or replace function stock.give_up(p_store text, p_order_gid text, p_sku text, p_qty numeric) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform stock.post_txn(p_sku, 'release', p_qty, 'order', p_store, p_order_gid);
  perform stock.set_shortfall(p_store, p_order_gid, p_sku, p_qty + coalesce((
    select s.qty from core.shortfalls s
    where s.store = p_store and s.order_gid = p_order_gid and s.sku = p_sku and s.cleared_at is null), 0));
  perform stock.mark_blocked(p_store, p_order_gid);
  perform core.log_event('stock_short', p_store, p_order_gid, p_code => 'INV001',
    p_detail => jsonb_build_object('skus', jsonb_build_array(p_sku)));
  perform core.alert('stock_short', p_store, p_order_gid, jsonb_build_object('skus', jsonb_build_array(p_sku)));
end
$$;
