-- What people call a thing: its title, with its SKU. Null of null.
create or replace function marketplace.thing_name(p_sku text) returns text
language sql stable
return coalesce((select i.title || ' (' || i.sku || ')' from core.inventory_items i where i.sku = p_sku), p_sku);
