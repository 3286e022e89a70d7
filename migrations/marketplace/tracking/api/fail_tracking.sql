create or replace function api.fail_tracking(p_actor jsonb, p_store text, p_order_gid text, p_code text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'fail_tracking', p_store => p_store);
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  if v_order.status is distinct from 'label_created' then
    return core.ok(true);
  end if;
  perform marketplace.fail_tracking(v_order, p_code);
  return core.ok(false);
end
$$;

comment on function api.fail_tracking is 'Ends the tracking of an order that the marketplace has refused; a person decides. @returns done_answer';
