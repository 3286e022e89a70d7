-- A basket, with what is left for each of its lines, one after another.
create or replace function pantry.basket_json(p_basket core.pantry_baskets) returns jsonb
language sql stable
return jsonb_build_object('basket_id', p_basket.basket_id, 'member_id', p_basket.member_id, 'updated_at', p_basket.updated_at,
  'order_id', (select o.id from core.pantry_orders o where o.store = p_basket.store and o.order_gid = p_basket.order_gid),
  'lines', (
    select coalesce(jsonb_agg(jsonb_build_object('sku', f.sku, 'title', i.title, 'quantity', f.quantity,
      'pieces_left', case when o.is_offered then f.fits else 0 end) order by f.line_no), '[]')
    from pantry.fit_lines(pantry.lines_of(p_basket)) f
    left join core.inventory_items i on i.sku = f.sku
    left join core.pantry_items o on o.store = p_basket.store and o.sku = f.sku));
