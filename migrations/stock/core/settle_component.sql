-- Makes an order's hold on one component what it needs. Of what it needs no more, up to p_used is used up, the rest is
-- free again. taken and given: what was held and set free; lacking: by how much it fell short further than before.
-- The order is locked; this locks the item.
create or replace function stock.settle_component(
  p_store text, p_order_gid text, p_sku text, p_need numeric, p_used numeric,
  out taken numeric, out given numeric, out lacking numeric
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_free numeric;
  v_held numeric;
  v_used numeric;
  v_short numeric;
  v_was_short numeric;
begin
  select i.on_hand - i.reserved into strict v_free from core.inventory_items i where i.sku = p_sku for update;
  v_held := stock.held_of(p_store, p_order_gid, p_sku);
  v_was_short := coalesce((
    select s.qty from core.shortfalls s
    where s.store = p_store and s.order_gid = p_order_gid and s.sku = p_sku and s.cleared_at is null), 0);

  -- What a finished cake was made of is gone, also while another of the order still waits for as much.
  v_used := least(p_used, v_held, greatest(0, v_held + v_was_short - p_need));
  v_held := v_held - v_used;
  given := greatest(0, v_held - p_need);
  taken := least(greatest(0, p_need - v_held), v_free);
  v_short := greatest(0, p_need - v_held) - taken;
  lacking := greatest(0, v_short - v_was_short);
  if v_used > 0 then
    perform stock.post_txn(p_sku, 'consume', -v_used, 'order', p_store, p_order_gid);
  end if;
  if given > 0 then
    perform stock.post_txn(p_sku, 'release', given, 'order', p_store, p_order_gid);
  elsif taken > 0 then
    perform stock.post_txn(p_sku, 'hold', -taken, 'order', p_store, p_order_gid);
  end if;
  perform stock.set_shortfall(p_store, p_order_gid, p_sku, v_short);
end
$$;
