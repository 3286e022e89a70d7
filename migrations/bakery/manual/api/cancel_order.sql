create or replace function api.cancel_order(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'cancel_order', p_scan_id, jsonb_build_object('id', p_id));
  v_found record;
  v_sale core.sales;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select o.sale, o.fault into v_found from bakery.open_manual(p_id, true) o;
  v_sale := v_found.sale;
  if v_found.fault is not null then
    return core.refuse(v_found.fault);
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
  'is acknowledged at the bench. @returns order_answer';
