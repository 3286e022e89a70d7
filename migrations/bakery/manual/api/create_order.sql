create or replace function api.create_order(
  p_actor jsonb, p_store core.store_name, p_customer_name core.caption, p_products core.new_products, p_due_date core.due_day,
  p_due_slot core.caption default null, p_delivery_method core.delivery_method default null, p_notes core.long_text default null,
  p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_request jsonb := jsonb_build_object('customer_name', p_customer_name, 'products', p_products, 'due_date', p_due_date,
    'due_slot', p_due_slot, 'delivery_method', p_delivery_method, 'notes', p_notes);
  v_stop jsonb := core.enter(p_actor, 'create_order', p_scan_id, v_request || jsonb_build_object('store', p_store));
  v_found record;
  v_sale core.sales;
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
  if p_due_date < core.store_today(p_store) then
    return core.refuse('REQ001', 'due_date: in the past');
  end if;
  select f.fault, f.detail into v_found from bakery.fault_of(p_store, p_products, null, true) f;
  if v_found.fault is not null then
    return core.refuse(v_found.fault, v_found.detail);
  end if;
  v_sale := bakery.place_order(p_store, v_request, 'counter');
  return core.ok(false, bakery.order_json(v_sale), p_store);
end
$$;

comment on function api.create_order is
  'Creates a manual order: taken at the counter, in no shop. It has a ticket per cake, which holds stock like any other. '
  'An unknown SKU is kept, and flagged on its ticket. @returns order_answer @refuses INV008';
