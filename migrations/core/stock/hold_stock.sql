-- Holds what an order needs: components in sorted order (so two orders never wait for each other), what there is;
-- the rest becomes a shortfall that someone must clear. Running it again holds nothing twice.
create or replace function core.hold_stock(
  p_store text, p_order_gid text, out held text[], out short text[], out unknown text[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_need record;
  v_free numeric;
  v_take numeric;
begin
  held := '{}';
  short := '{}';
  unknown := '{}';
  for v_need in
    select d.sku, d.qty, d.known from core.demand_of(p_store, p_order_gid) d
    where d.qty > 0 order by d.sku collate "C"
  loop
    if not v_need.known then
      unknown := unknown || v_need.sku;
      continue;
    end if;
    select i.on_hand - i.reserved into strict v_free
    from core.inventory_items i where i.sku = v_need.sku for update;
    v_take := least(v_need.qty, v_free);
    if v_take > 0 then
      perform core.post_txn(v_need.sku, 'hold', -v_take, 'order', p_store, p_order_gid);
      held := held || v_need.sku;
    end if;
    if v_take < v_need.qty then
      insert into core.shortfalls (store, order_gid, sku, qty)
      values (p_store, p_order_gid, v_need.sku, v_need.qty - v_take);
      short := short || v_need.sku;
    end if;
  end loop;
end
$$;
