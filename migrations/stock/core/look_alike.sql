-- Another SKU, of an item or a bill of materials, that a person would take for this new one: it differs by case, by space
-- or by the form of its characters alone. Null when there is none, or this one is known itself.
create or replace function stock.look_alike(p_sku text) returns text
language sql stable
return (
  with known as (
    select i.sku from core.inventory_items i
    union select r.sku from core.product_requirements r
    union select r.component_sku from core.product_requirements r
  )
  select min(k.sku) from known k
  where stock.plain_sku(k.sku) = stock.plain_sku(p_sku) and not exists (select from known t where t.sku = p_sku)
);
