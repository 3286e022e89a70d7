create or replace function api.retry_step(p_actor jsonb, p_store core.store_name, p_id core.label, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'retry_step', p_scan_id, jsonb_build_object('store', p_store, 'id', p_id), p_store);
  v_order core.marketplace_orders;
  v_judged record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001');
  end if;
  select g.* into v_judged
  from core.guard_move('marketplace', 'retry_step', v_order.status, p_to => marketplace.failed_from(v_order)) g;
  if v_judged.done then
    return core.ok(true, marketplace.order_json(v_order), p_store);
  elsif v_judged.code is not null then
    return core.refuse_about(v_judged.code, v_order.status, 'marketplace', p_store, v_order.order_gid, v_order.mirakl_id, v_order.status);
  end if;
  perform marketplace.change_status('step_retried', v_order, (v_judged.move).to_status);
  select m.* into v_order from core.marketplace_orders m where m.store = p_store and m.order_gid = v_order.order_gid;
  return core.ok(false, marketplace.order_json(v_order), p_store);
end
$$;

comment on function api.retry_step is
  'Lets the step that failed for an order of a marketplace take it again. @returns market_order_answer @refuses ORD001 ORD002';
