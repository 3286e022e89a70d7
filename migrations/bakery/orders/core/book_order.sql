-- Books an order's stock (stock.book), and lets follow what its shop shows, and pushes. p_new: nobody has counted what the shop
-- took off for it. The order is locked.
create or replace function bakery.book_order(
  p_store text, p_order_gid text, p_surplus core.txn_kind default 'release', p_ticket text default null,
  p_new boolean default false
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_done record;
  -- Of an order that no shop knows, no shop has taken anything off, nor will it put anything back.
  v_shops boolean := not stock.is_manual(p_order_gid);
begin
  perform stock.lock_bom(false);
  insert into core.shop_skus (store, sku)
  select distinct l.store, l.sku from core.sale_lines l cross join lateral stock.explode(l.sku) e
  where l.store = p_store and l.order_gid = p_order_gid and l.sku is not null and e.known
    and exists (select from core.shops h where h.store = p_store)  -- else there is nowhere to push to
  order by l.sku
  on conflict do nothing;

  select b.held, b.short, b.freed, b.unknown, b.moved into v_done from stock.book(p_store, p_order_gid, p_surplus, p_ticket) b;
  if v_shops and p_new then
    perform shopify.count_sale(s) from core.sales s where s.store = p_store and s.order_gid = p_order_gid;
  elsif v_shops and v_done.freed <> '{}' then
    perform shopify.doubt_levels(p_store, p_order_gid);
  end if;
  perform stock.push_stock(v_done.moved, p_order_gid);
  return jsonb_build_object('held', to_jsonb(v_done.held), 'short', to_jsonb(v_done.short),
    'unknown', to_jsonb(v_done.unknown));
end
$$;
