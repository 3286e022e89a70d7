-- It is not known whether this label was bought. It is looked up for a while (p_looked: when the carrier last had none), then a person is
-- asked. Order and shipment are locked.
create or replace function marketplace.shipment_unknown(
  p_order core.marketplace_orders, p_shipment core.shipments, p_code text, p_looked timestamptz
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.shipments s set state = 'unknown', fault = p_code, looked_at = coalesce(p_looked, s.looked_at)
  where s.store = p_shipment.store and s.order_gid = p_shipment.order_gid and s.parcel = p_shipment.parcel and s.attempt = p_shipment.attempt;
  if p_order.status = 'accepted' then
    perform marketplace.change_status('shipment_unknown', p_order, 'unknown_outcome', p_code => p_code);
  end if;
  if p_looked >= p_shipment.claimed_at + marketplace.looks_end() then
    perform core.alert('label_unknown', p_order.store, p_order.order_gid,
      jsonb_build_object('order', p_order.mirakl_id, 'request_id', p_shipment.request_id, 'code', p_code));
  end if;
end
$$;
