create or replace function api.cancel_order(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_sale core.sales;
begin
  select o.stop, o.sale into v_open from bakery.open_written(p_actor, 'cancel_order', p_id, p_scan_id, '{}', false) o;
  v_sale := v_open.sale;
  if v_open.stop is not null then
    return v_open.stop;
  elsif v_sale.cancelled_at is not null then
    return core.ok(true, bakery.order_json(v_sale), v_sale.store);
  elsif not stock.bakes(v_sale.store, v_sale.order_gid) and exists (
    select from core.orders o where o.store = v_sale.store and o.order_gid = v_sale.order_gid and o.stage = 'Complete')
  then
    return core.refuse('ORD002', v_sale.ticket_base || ' is Complete');
  end if;

  update core.sales s set cancelled_at = core.now(), version = s.version + 1
  where s.store = v_sale.store and s.order_gid = v_sale.order_gid;
  perform bakery.close_change(v_sale.store, v_sale.order_gid,
    bakery.merge_tickets(v_sale.store, v_sale.order_gid, '[]'), 'order_cancelled');
  return core.ok(false, bakery.order_json(v_sale), v_sale.store);
end
$$;

comment on function api.cancel_order is
  'Cancels a manual order. Cakes not begun are cancelled and their stock is released; begun ones wait until the change '
  'is acknowledged at the bench. @returns order_answer @refuses ORD001 ORD002 ORD006 SCN001';
