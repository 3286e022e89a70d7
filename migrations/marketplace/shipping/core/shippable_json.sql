-- An order as the shipping step gets it: where it goes and what is in it, and the attempt at its label that is under way, if one is.
create or replace function marketplace.shippable_json(p_order core.marketplace_orders) returns jsonb
language sql stable
return (
  select jsonb_build_object('order_gid', p_order.order_gid, 'mirakl_id', p_order.mirakl_id,
    'ship_by', coalesce(p_order.ship_by, 'infinity'), 'address', p_order.address, 'parcel', 1,
    'has_ended', p_order.label_unsure, 'attempt', marketplace.next_attempt(p_order.store, p_order.order_gid, 1),
    'look_from', marketplace.first_looked(p_order.store, p_order.order_gid, 1),
    'lines', (
      select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'sku', l.sku, 'quantity', l.quantity,
        'weight', marketplace.weight_of(l.sku)::text) order by l.line_no), '[]')
      from core.sale_lines l
      where l.store = p_order.store and l.order_gid = p_order.order_gid and l.kind = 'item' and l.quantity > 0),
    'shipment', case when s.attempt is not null then jsonb_build_object('attempt', s.attempt, 'request_id', s.request_id, 'state', s.state,
      'shipment_id', s.shipment_id, 'pin', s.pin, 'price', s.price::text, 'status', s.carrier_status, 'label_link', s.label_link, 'kept', s.label_at is not null) end)
  from marketplace.live_shipment(p_order.store, p_order.order_gid) s);
