-- An order with a label could not be shipped at its marketplace: a person looks at it.
create or replace function marketplace.fail_tracking(p_order core.marketplace_orders, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform marketplace.change_status('shipping_failed', p_order, 'shipping_failed', p_code => p_code);
  perform core.alert('tracking_failed', p_order.store, p_order.order_gid, jsonb_build_object('code', p_code, 'ship_by', p_order.ship_by));
end
$$;
