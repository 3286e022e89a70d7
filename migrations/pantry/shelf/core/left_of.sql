-- How many of each SKU a pantry can still give: of what it is made of, the scarcest. What an item stands for nothing of is not left.
create or replace function pantry.left_of(p_skus text[], out sku text, out pieces integer) returns setof record
language sql stable
begin atomic
  select s.sku, least(greatest(0, floor(min(coalesce(i.on_hand - i.reserved, 0) / e.qty))), 1000000)::integer
  from (select distinct u.sku from unnest(p_skus) u (sku)) s
  cross join lateral stock.explode(s.sku) e left join core.inventory_items i on i.sku = e.sku
  group by s.sku;
end;
