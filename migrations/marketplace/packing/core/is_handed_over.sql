-- May an order that has a label be reported to the marketplace as shipped? By the setting `ship_when`: at once, or only since its parcel
-- is packed. The tracking step asks it of each order.
create or replace function marketplace.is_handed_over(p_store text, p_order_gid text) returns boolean
language sql stable
return marketplace.packing_rules(p_store) ->> 'ship_when' = 'label'
  or (marketplace.live_shipment(p_store, p_order_gid)).packed_at is not null;
