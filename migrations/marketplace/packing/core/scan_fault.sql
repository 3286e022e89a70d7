-- What keeps so many pieces of a SKU, or all that it is made of, from being counted into an order's parcel: a code, or null.
create or replace function marketplace.scan_fault(p_store text, p_order_gid text, p_sku text, p_quantity integer) returns text
language sql stable
return case when p_sku is null then 'PCK002' else (
  select case
    when bool_or(coalesce(i.needed, 0) = 0) then 'PCK001'
    when bool_or(i.verified + ceil(e.qty * p_quantity) > i.needed) then 'PCK003' end
  from stock.explode(p_sku) e
  left join marketplace.parcel_items(p_store, array[p_order_gid]) i on i.sku = e.sku) end;
