-- Holds an order's stock and lets everything follow that follows from it: blocked tickets, flags, alerts, pushes.
create or replace function core.book_order(p_store text, p_order_gid text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_held record;
begin
  insert into core.shop_skus (store, sku)
  select distinct l.store, l.sku from core.sale_lines l cross join lateral core.explode(l.sku) e
  where l.store = p_store and l.order_gid = p_order_gid and l.sku is not null and e.known
  on conflict do nothing;

  select h.held, h.short, h.unknown into v_held from core.hold_stock(p_store, p_order_gid) h;

  if v_held.short <> '{}' then
    update core.orders o set inventory_blocked = true
    from core.sale_lines l
    where o.store = p_store and o.order_gid = p_order_gid and o.cancelled_at is null
      and l.store = o.store and l.order_gid = o.order_gid and l.line_no = o.line_no
      and exists (select from core.explode(l.sku) e where e.sku = any (v_held.short));
    perform core.log_event('stock_short', p_store, p_order_gid, p_code => 'INV001',
      p_detail => jsonb_build_object('skus', to_jsonb(v_held.short)));
    perform core.alert('stock_short', p_store, p_order_gid, jsonb_build_object('skus', to_jsonb(v_held.short)));
  end if;

  if v_held.unknown <> '{}' then
    update core.orders o set flags = array_append(array_remove(o.flags, 'unknown_sku'), 'unknown_sku')
    from core.sale_lines l
    where o.store = p_store and o.order_gid = p_order_gid
      and l.store = o.store and l.order_gid = o.order_gid and l.line_no = o.line_no
      and exists (select from core.explode(l.sku) e where e.sku = any (v_held.unknown));
    perform core.log_event('unknown_sku', p_store, p_order_gid, p_code => 'INV002',
      p_detail => jsonb_build_object('skus', to_jsonb(v_held.unknown)));
    perform core.alert('unknown_sku', p_store, p_order_gid, jsonb_build_object('skus', to_jsonb(v_held.unknown)));
  end if;

  perform core.push_stock(v_held.held || v_held.short, p_order_gid);
  return jsonb_build_object('held', to_jsonb(v_held.held), 'short', to_jsonb(v_held.short),
    'unknown', to_jsonb(v_held.unknown));
end
$$;
