create or replace function api.pass_over_order(p_actor jsonb, p_store text, p_order_gid text, p_step text, p_code text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'pass_over_order', p_store => p_store);
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  if v_order.order_gid is null then
    return core.ok(true);
  end if;
  perform marketplace.pass_over(v_order, p_step, p_code);
  return core.ok(false);
end
$$;

comment on function api.pass_over_order is
  'Passes over an order at which a step fails by a fault of ours, so that the others go on: it is taken again after a pause that grows to an '
  'hour. A person is alerted once for each code. @returns done_answer';
