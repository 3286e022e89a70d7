-- Keeps an order whose label is to be undone from being shipped meanwhile. It was accepted before it had a label, and is so again once a
-- person lets it go on. An order that will not be shipped stays as it is. It is locked.
create or replace function marketplace.hold_shipping(p_order core.marketplace_orders, p_to text, p_remark bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform marketplace.change_status('label_void_asked', p_order, case when p_to = 'shipping_failed' then 'accepted' else p_to end,
    jsonb_strip_nulls(jsonb_build_object('remark_id', p_remark)));
  if p_to = 'shipping_failed' then
    perform marketplace.change_status('shipping_parked', marketplace.lock_order(p_order.store, p_order.order_gid), p_to,
      p_code => 'LABEL_UNDONE');
  end if;
end
$$;
