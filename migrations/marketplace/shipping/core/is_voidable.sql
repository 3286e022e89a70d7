-- Is this label to be undone now? Its order will never be shipped, or a person asked for it; three tries, some minutes apart. Of an order
-- that was shipped and then refunded the label was used.
create or replace function marketplace.is_voidable(p_shipment core.shipments, p_order core.marketplace_orders) returns boolean
language sql stable
return p_shipment.state = 'bought' and p_shipment.undo_tries < 3
  and coalesce(p_shipment.undoing_at < core.now() - interval '4 minutes', true)
  and ((p_order.status in ('cancelled', 'refused', 'refunded') and not exists (
      select from core.sales a where a.store = p_order.store and a.order_gid = p_order.order_gid and a.fulfilled_at is not null))
    or (p_shipment.void_asked_at is not null and p_order.status not in ('label_created', 'shipped')));
