create or replace function api.redact_order(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'redact_order', p_scan_id, jsonb_build_object('id', p_id));
  v_found record;
  v_sale core.sales;
  v_count integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select o.sale, o.fault into v_found from bakery.open_manual(p_id, true) o;
  v_sale := v_found.sale;
  if v_found.fault is not null then
    return core.refuse(v_found.fault);
  elsif stock.bakes(v_sale.store, v_sale.order_gid) then
    return core.refuse('ORD002', v_sale.ticket_base || ' has a cake to be finished');
  end if;
  v_count := bakery.redact_sales(v_sale.store, array[v_sale.order_gid]);
  if v_count > 0 then
    perform core.log_event('redacted', v_sale.store, v_sale.order_gid, p_detail => jsonb_build_object('sales', v_count));
  end if;
  return core.ok(v_count = 0, jsonb_build_object('sales', v_count), v_sale.store);
end
$$;

comment on function api.redact_order is
  'Empties the personal data of a manual order that is finished or cancelled; events and the ledger stay. For its own '
  'orders the shop requests it itself. @returns redacted_answer';
