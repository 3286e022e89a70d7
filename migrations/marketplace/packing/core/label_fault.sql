-- What keeps an order's label, or its packing, from a packer: a code, or null. Verification keeps it only where the setting refuses.
create or replace function marketplace.label_fault(p_order core.marketplace_orders) returns text
language sql stable
return case
  when not marketplace.packs_now(p_order) then 'ORD002'
  when (marketplace.live_shipment(p_order.store, p_order.order_gid)).label_key is null then 'PCK005'
  when marketplace.packing_rules(p_order.store) ->> 'verify_parcels' = 'refuse'
    and not marketplace.is_verified(p_order.store, p_order.order_gid) then 'PCK004' end;
