create or replace function api.import_order(
  p_actor jsonb, p_store core.store_name, p_customer_name core.caption, p_products core.new_products, p_due_date core.due_day,
  p_due_slot core.caption default null, p_delivery_method core.delivery_method default null, p_notes core.long_text default null,
  p_shopify_id core.shopify_id default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_request jsonb := jsonb_build_object('customer_name', p_customer_name, 'products', p_products, 'due_date', p_due_date,
    'due_slot', p_due_slot, 'delivery_method', p_delivery_method, 'notes', p_notes);
  v_stop jsonb := core.enter(p_actor, 'import_order', p_scan_id,
    v_request || jsonb_build_object('store', p_store, 'shopify_id', p_shopify_id));
  v_sale core.sales;
  v_found record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not coalesce(core.sees(p_store), false) then
    return core.refuse('AUTH001', 'store');
  end if;
  perform bakery.lock_products(false);
  p_products := bakery.with_kinds(p_store, p_products);
  v_request := v_request || jsonb_build_object('products', p_products);
  if not exists (select from core.sales s where s.store = p_store and s.order_gid = bakery.shop_gid(p_shopify_id)) then
    select f.fault, f.detail into v_found from bakery.fault_of(p_store, p_products, null, p_shopify_id is null) f;
    if v_found.fault is not null then
      return core.refuse(v_found.fault, v_found.detail);
    end if;
    v_sale := bakery.place_order(p_store, v_request, 'api', p_shopify_id);
    if v_sale.order_gid is not null then
      return core.ok(false, jsonb_build_object('status', 'created', 'message', 'The order is made') || bakery.order_json(v_sale), p_store);
    end if;
  end if;
  select s.* into strict v_sale from core.sales s where s.store = p_store and s.order_gid = bakery.shop_gid(p_shopify_id);
  return core.ok(true, jsonb_build_object('status', 'skipped', 'message', 'The order is here already') || bakery.order_json(v_sale), p_store);
end
$$;

comment on function api.import_order is
  'Imports an order from another system. With its Shopify id it is created once, whichever source sends it first, and is '
  'updated from the shop afterwards; without, it is a manual order. @returns imported_answer';
