-- What belongs into the parcels of these orders, per component, and how much of it was scanned. What is wanted no more and was scanned
-- is there with nothing needed.
create or replace function marketplace.parcel_items(
  p_store text, p_gids text[], out order_gid text, out sku text, out needed numeric, out verified numeric
) returns setof record
language sql stable
begin atomic
  select coalesce(w.order_gid, c.order_gid), coalesce(w.sku, c.sku), coalesce(w.qty, 0), coalesce(c.qty, 0)
  from (
    -- A third of a thing cannot be scanned.
    select l.order_gid, e.sku, ceil(sum(e.qty * l.quantity)) as qty
    from core.sale_lines l cross join lateral stock.explode(l.sku) e
    where l.store = p_store and l.order_gid = any (p_gids) and l.kind = 'item' and l.quantity > 0 and l.sku is not null
    group by l.order_gid, e.sku
  ) w
  full join (
    select s.order_gid, s.sku, sum(s.quantity) as qty from core.parcel_scans s
    where s.store = p_store and s.order_gid = any (p_gids) and s.undone_at is null
    group by s.order_gid, s.sku
  ) c on c.order_gid = w.order_gid and c.sku = w.sku;
end;
