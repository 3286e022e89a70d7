-- An order has given something back, and the shop may have put it back on sale by itself, just as much as another sale took
-- of which nobody told us: what the shop shows of the order's SKUs is read before it is raised.
create or replace function shopify.doubt_levels(p_store text, p_order_gid text) returns void
language sql
begin atomic
  select shopify.lock_skus(p_store, array(
    select l.sku from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid and l.sku is not null));
  update core.shop_skus k set verify = true
  where k.store = p_store and not k.verify and k.known_qty is not null and k.sku in (
    select l.sku from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid);
end;
