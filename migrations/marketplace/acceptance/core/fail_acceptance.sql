-- The acceptance of an order has failed: a person looks at it.
create or replace function marketplace.fail_acceptance(p_order core.marketplace_orders, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform marketplace.change_status('acceptance_failed', p_order, 'acceptance_failed', p_code => p_code);
  perform core.alert('acceptance_failed', p_order.store, p_order.order_gid, jsonb_build_object('code', p_code, 'accept_by', p_order.accept_by));
end
$$;
