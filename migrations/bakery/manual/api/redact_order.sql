create or replace function api.redact_order(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_sale core.sales;
  v_count integer;
begin
  select o.stop, o.sale into v_open from bakery.open_written(p_actor, 'redact_order', p_id, p_scan_id, '{}', false) o;
  v_sale := v_open.sale;
  if v_open.stop is not null then
    return v_open.stop;
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
  'orders the shop requests it itself. @returns redacted_answer @refuses ORD001 ORD002 ORD006 SCN001';
