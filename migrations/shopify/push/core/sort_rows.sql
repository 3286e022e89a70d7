-- What there is to do for SKUs whose rows are locked: find the shop's item, read its level, push, wait, or nothing.
-- Only now is their availability computed. Less than the shop shows is always pushed; more only when every order is here
-- that the shop took before we knew that level, for one that is not may be why there is room.
create or replace function shopify.sort_rows(
  p_store text, p_skus text[], out sku text, out step text, out target integer, out known core.shop_skus
) returns setof record
language sql stable
begin atomic
  select w.sku, case
      when k.inventory_item_gid is null then 'find'
      when k.known_qty is null or k.verify then 'read'
      when a.qty = k.known_qty then 'same'
      when a.qty > k.known_qty and (s.orders_complete_until >= k.known_at) is not true then 'wait'
      else 'push' end, a.qty, k
  from unnest(p_skus) w (sku)
  left join core.shop_skus k on k.store = p_store and k.sku = w.sku
  left join core.shops s on s.store = p_store
  cross join lateral (select stock.available(w.sku) as qty) a;
end;
