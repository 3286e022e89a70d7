-- What a piece of a SKU weighs, in kilograms: its own weight, else that of all that it is made of. Null where that is not known.
create or replace function marketplace.weight_of(p_sku text) returns numeric
language sql stable
return coalesce(
  (select i.weight from core.inventory_items i where i.sku = p_sku),
  (select case when bool_and(i.weight is not null) then round(sum(i.weight * e.qty), 3) end
   from stock.explode(p_sku) e left join core.inventory_items i on i.sku = e.sku));
