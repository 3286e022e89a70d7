-- The tickets of a store that somebody has still to work on.
create or replace function bakery.open_tickets(p_store text) returns setof core.orders
language sql stable
begin atomic
  select o.* from core.orders o where o.store = p_store and o.stage <> 'Complete' and o.cancelled_at is null;
end;
