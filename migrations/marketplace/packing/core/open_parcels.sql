-- The orders whose parcels are to be picked and packed, by deadline, at most so many.
create or replace function marketplace.open_parcels(p_store text, p_limit integer) returns setof core.marketplace_orders
language sql stable
begin atomic
  select o.* from core.marketplace_orders o
  where o.store = p_store and (
    (o.status = 'accepted' and o.state = 'SHIPPING')
    or (o.status in ('label_created', 'shipped') and o.order_gid in (
      select s.order_gid from core.shipments s where s.store = p_store and s.state = 'bought' and s.packed_at is null)))
  order by coalesce(o.ship_by, 'infinity'), o.order_gid limit p_limit;
end;
