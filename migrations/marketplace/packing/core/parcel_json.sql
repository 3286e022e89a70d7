-- An order's parcel as a packer sees it: what belongs in and what is in, and how far its label is. Nothing of the customer's.
create or replace function marketplace.parcel_json(p_order core.marketplace_orders) returns jsonb
language sql stable
return (
  select jsonb_build_object('store', p_order.store, 'id', p_order.mirakl_id, 'status', p_order.status, 'ship_by', p_order.ship_by,
    'fault', p_order.fault, 'packs_now', marketplace.packs_now(p_order), 'has_label', s.label_at is not null, 'prints', coalesce(s.prints, 0),
    'packed_at', s.packed_at, 'handed_over', s.label_at is not null and marketplace.is_handed_over(p_order.store, p_order.order_gid),
    'verified', marketplace.is_verified(p_order.store, p_order.order_gid),
    'items', marketplace.parcel_item_json(p_order.store, p_order.order_gid))
  from marketplace.live_shipment(p_order.store, p_order.order_gid) s);
