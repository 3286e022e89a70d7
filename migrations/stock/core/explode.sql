-- The stocked leaves that one unit of a SKU is made of, through every level of its bill of materials.
-- A SKU without one is its own leaf. known says whether the leaf is an inventory item at all.
create or replace function stock.explode(p_sku text, out sku text, out qty numeric, out known boolean) returns setof record
language sql stable
begin atomic
  with recursive parts (sku, qty, level) as (
    select p_sku, 1::numeric, 0
    union all
    select r.component_sku, p.qty * r.qty, p.level + 1
    from parts p join core.product_requirements r on r.sku = p.sku
    -- A cycle is refused when it is written; this bounds the damage if one ever got in.
    where p.level < 32
  )
  select p.sku, sum(p.qty), exists (select from core.inventory_items i where i.sku = p.sku)
  from parts p
  where not exists (select from core.product_requirements r where r.sku = p.sku)
  group by p.sku;
end;
