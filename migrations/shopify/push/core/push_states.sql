-- How the shops stand with every SKU whose availability an order's components move: what each is known to show, whether
-- somebody has still to be told, and the last batch.
create or replace function shopify.push_states(p_store text, p_order_gid text, p_limit integer) returns jsonb
language sql stable
begin atomic
  with shared as (
    select distinct w.store, w.sku
    from stock.sellable_with(array(
      select e.sku from core.sale_lines l cross join lateral stock.explode(l.sku) e
      where l.store = p_store and l.order_gid = p_order_gid and l.sku is not null
      union
      select c.sku from core.orders o join core.ticket_components c on c.store = o.store and c.ticket_id = o.id
      where o.store = p_store and o.order_gid = p_order_gid and c.counted)) w
  )
  select coalesce(jsonb_agg(p.body order by p.store, p.sku), '[]')
  from (
    select s.store, s.sku, jsonb_build_object(
      'store', s.store, 'store_name', (select st.display_name from core.stores st where st.store = s.store), 'sku', s.sku, 'shown', k.known_qty, 'shown_at', k.known_at, 'fault', k.fault,
      'waiting', w.sku is not null, 'last_error', w.last_error,
      'pushed', b.to_qty, 'pushed_at', coalesce(b.finished_at, b.created_at), 'status', b.status) as body
    from shared s
    join core.shop_skus k on k.store = s.store and k.sku = s.sku
    left join lateral (
      select max(w.sku) as sku, max(w.last_error) as last_error from core.work_queue w
      where w.topic = 'inventory_push' and w.status in ('pending', 'error', 'running')
        and w.store = s.store and w.sku = s.sku) w on true
    left join lateral (
      select l.to_qty, b.status, b.finished_at, b.created_at
      from core.push_lines l join core.push_batches b on b.batch_id = l.batch_id
      where l.store = s.store and l.sku = s.sku order by l.batch_id desc limit 1) b on true
    order by s.store, s.sku limit p_limit
  ) p;
end;
