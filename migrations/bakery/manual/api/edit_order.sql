create or replace function api.edit_order(
  p_actor jsonb, p_id core.scan_text, p_version integer, p_customer_name core.caption, p_products core.products,
  p_due_date core.due_day, p_due_slot core.caption default null, p_delivery_method core.delivery_method default null,
  p_notes core.long_text default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_request jsonb := jsonb_build_object('customer_name', p_customer_name, 'products', p_products, 'due_date', p_due_date,
    'due_slot', p_due_slot, 'delivery_method', p_delivery_method, 'notes', p_notes);
  v_open record;
  v_found record;
  v_sale core.sales;
  v_lines integer[];
begin
  select o.stop, o.sale into v_open from bakery.open_written(p_actor, 'edit_order', p_id, p_scan_id,
    v_request || jsonb_build_object('version', p_version), true) o;
  v_sale := v_open.sale;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  p_products := bakery.with_kinds(v_sale.store, p_products, v_sale.order_gid);
  v_request := v_request || jsonb_build_object('products', p_products);
  v_lines := array(select l.line_no from core.sale_lines l where l.store = v_sale.store and l.order_gid = v_sale.order_gid order by 1);
  if bakery.says_already(v_sale, v_request) then
    return core.ok(true, bakery.order_json(v_sale), v_sale.store);
  elsif v_sale.version is distinct from p_version then
    return core.refuse('ORD007', format('%s is at version %s', v_sale.ticket_base, v_sale.version));
  elsif v_sale.cancelled_at is not null then
    return core.refuse('ORD003', v_sale.ticket_base);
  elsif not stock.bakes(v_sale.store, v_sale.order_gid) then
    return core.refuse('ORD002', v_sale.ticket_base || ' is Complete');
  elsif p_due_date < core.store_today(v_sale.store) and to_jsonb(p_due_date) is distinct from v_sale.order_json -> 'due_date' then
    return core.refuse('REQ001', 'due_date: in the past');
  end if;
  select f.fault, f.detail into v_found from bakery.fault_of(v_sale.store, p_products, v_lines, true) f;
  if v_found.fault is not null then
    return core.refuse(v_found.fault, v_found.detail);
  end if;

  perform bakery.rewrite_order(v_sale, bakery.read_request(v_sale.store, v_request, v_sale.source_name, v_lines[cardinality(v_lines)]));
  return core.ok(false, bakery.order_json(v_sale), v_sale.store);
end
$$;

comment on function api.edit_order is
  'Replaces a manual order as a whole: read it with get_order, change it, send it back with the version that was read. A '
  'product keeps its line, one without a line is new, a missing one is removed. Cakes already begun are flagged until '
  'the change is acknowledged at the bench. @returns order_answer '
  '@refuses INV008 ORD001 ORD002 ORD003 ORD006 ORD007 SCN001';
