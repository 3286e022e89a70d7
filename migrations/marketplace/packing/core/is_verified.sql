-- Is exactly what belongs into an order's parcel scanned? A line without a SKU never is.
create or replace function marketplace.is_verified(p_store text, p_order_gid text) returns boolean
language sql stable
return coalesce((select bool_and(i.verified = i.needed) from marketplace.parcel_items(p_store, array[p_order_gid]) i), false)
  and not exists (
    select from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'item' and l.quantity > 0 and l.sku is null);
