-- What an order is short of a component from now on; nothing clears the row, because stock came or the need went.
create or replace function stock.set_shortfall(p_store text, p_order_gid text, p_sku text, p_qty numeric) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_qty > 0 then
    insert into core.shortfalls (store, order_gid, sku, qty) values (p_store, p_order_gid, p_sku, p_qty)
    on conflict (store, order_gid, sku) where cleared_at is null do update set qty = excluded.qty
    where shortfalls.qty is distinct from excluded.qty;
  else
    update core.shortfalls s set cleared_at = core.now()
    where s.store = p_store and s.order_gid = p_order_gid and s.sku = p_sku and s.cleared_at is null;
  end if;
end
$$;
