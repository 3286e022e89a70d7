create or replace function api.retry_step(p_actor jsonb, p_store core.store_name, p_id core.label, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'retry_step', p_scan_id, jsonb_build_object('store', p_store, 'id', p_id), p_store);
  v_move record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select o.* into v_move from marketplace.open_move('retry_step', p_store, p_id) o;
  if v_move.answer is not null then
    return v_move.answer;
  end if;
  perform marketplace.change_status('step_retried', v_move.opened, v_move.to_status);
  return core.ok(false, marketplace.order_now(p_store, (v_move.opened).order_gid), p_store);
end
$$;

comment on function api.retry_step is
  'Lets the step that failed for an order of a marketplace take it again. @returns market_order_answer @refuses ORD001 ORD002';
