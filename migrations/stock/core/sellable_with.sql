-- Every SKU on sale, in every shop, whose availability moves when one of these components does.
create or replace function stock.sellable_with(p_components text[], out store text, out sku text) returns setof record
language sql stable
begin atomic
  with recursive above (sku) as (
    select unnest(p_components)
    union
    select r.sku from above a join core.product_requirements r on r.component_sku = a.sku
  )
  select s.store, s.sku from above a join core.shop_skus s on s.sku = a.sku;
end;
