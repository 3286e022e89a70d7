create or replace function api.get_inventory(p_actor jsonb, p_sku core.sku default null, p_product_id core.label default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_inventory');
  v_items jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if (p_sku is null) = (p_product_id is null) then
    return core.refuse('REQ001', 'sku or product_id');
  end if;
  select jsonb_agg(stock.item_json(i) || jsonb_build_object('shops', (
      select coalesce(jsonb_agg(jsonb_build_object('store', k.store, 'shows', k.known_qty, 'as_of', k.known_at,
        'unexplained', k.unexplained, 'fault', k.fault) order by k.store), '[]')
      from core.shop_skus k where k.sku = i.sku)) order by i.sku)
  into v_items
  from core.inventory_items i
  where i.sku = p_sku or i.sku in (select k.sku from core.shop_skus k where k.product_id = p_product_id);
  if v_items is null then
    return core.refuse('INV002', case when p_sku is null then 'product_id' else 'sku' end);
  end if;
  return core.ok(false, jsonb_build_object('items', v_items) || (
    select jsonb_build_object('on_hand', sum((t.v ->> 'on_hand')::numeric), 'reserved', sum((t.v ->> 'reserved')::numeric),
      'buffer', sum((t.v ->> 'buffer')::numeric), 'ats', sum((t.v ->> 'ats')::numeric))
    from jsonb_array_elements(v_items) t (v)));
end
$$;

comment on function api.get_inventory is
  'Returns the stock of a SKU, or of all SKUs of a Shopify product: summed up, each item, and what every shop shows of '
  'it. @returns inventory_answer';
