-- What there is to do for SKUs whose rows are locked: find the shop's item, read its level, push, wait, or nothing.
-- Only now is their availability computed. Less than the shop shows is always pushed; more only while every difference
-- that we saw is explained, for an order that is not here yet may have made it.
create or replace function core.sort_rows(
  p_store text, p_skus text[], out sku text, out step text, out target integer, out known core.shop_skus
) returns setof record
language sql stable
begin atomic
  select s.sku, case
      when k.inventory_item_gid is null then 'find'
      when k.known_qty is null or k.verify then 'read'
      when a.qty = k.known_qty then 'same'
      when a.qty > k.known_qty and k.unexplained <> 0 then 'wait'
      else 'push' end, a.qty, k
  from unnest(p_skus) s (sku)
  left join core.shop_skus k on k.store = p_store and k.sku = s.sku
  cross join lateral (select core.available(s.sku) as qty) a;
end;
