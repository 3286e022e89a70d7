-- Which item a code is of, and how many pieces: a barcode, else the SKU itself. Of twelve digits and of thirteen with a zero before them
-- scanners make each other.
create or replace function marketplace.scanned_item(p_code text, out sku text, out quantity integer) returns record
language sql stable
begin atomic
  select f.sku, f.quantity
  from (
    select b.sku, b.quantity, case when b.barcode = p_code then 1 else 2 end as place
    from core.item_barcodes b
    where b.barcode = p_code
      or (p_code ~ '^[0-9]{12}$' and b.barcode = '0' || p_code) or (p_code ~ '^0[0-9]{12}$' and b.barcode = substr(p_code, 2))
    union all
    select i.sku, 1, 3 from core.inventory_items i where i.sku = p_code
    union all
    select r.sku, 1, 3 from core.product_requirements r where r.sku = p_code
  ) f
  order by f.place limit 1;
end;
