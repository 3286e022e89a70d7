-- Leaves an order whose label could not be had to a person: in this status, with a code, and one alert. It is locked.
create or replace function marketplace.park_shipping(p_order core.marketplace_orders, p_status text, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform marketplace.change_status('shipping_parked', p_order, p_status, p_code => p_code);
  perform core.alert('shipping_parked', p_order.store, p_order.order_gid,
    jsonb_build_object('order', p_order.mirakl_id, 'code', p_code));
end
$$;
