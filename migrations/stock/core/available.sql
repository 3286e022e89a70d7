-- How many of a SKU can still be sold: its own stock, or what its scarcest component allows. Never below zero.
create or replace function stock.available(p_sku text) returns integer
language sql stable
return (
  select least(coalesce(min(greatest(0, floor(coalesce(i.ats, 0) / e.qty))), 0), 2147483647)::integer
  from stock.explode(p_sku) e left join core.inventory_items i on i.sku = e.sku
);
