-- Notes with which code a step fails at an order, by a fault of ours; a person is alerted once for each code in a status.
create or replace function marketplace.note_fault(p_order core.marketplace_orders, p_step text, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_order.fault is distinct from p_code then
    update core.marketplace_orders m set fault = p_code where m.store = p_order.store and m.order_gid = p_order.order_gid;
    perform core.alert('order_passed_over', p_order.store, p_order.order_gid,
      jsonb_build_object('order', p_order.mirakl_id, 'step', p_step, 'code', p_code));
  end if;
end
$$;
