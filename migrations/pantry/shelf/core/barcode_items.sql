-- Which items of the organisation a barcode is of, and how many pieces, the best match first. Of twelve digits and of thirteen with a
-- zero before them scanners make each other, so it may be of two.
create or replace function pantry.barcode_items(p_code text, out sku text, out quantity integer) returns setof record
language sql stable
begin atomic
  select b.sku, b.quantity from core.item_barcodes b
  where b.barcode = p_code
    or (p_code ~ '^[0-9]{12}$' and b.barcode = '0' || p_code) or (p_code ~ '^0[0-9]{12}$' and b.barcode = substr(p_code, 2))
  order by b.barcode <> p_code;
end;
