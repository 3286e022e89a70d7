-- How many cakes an order of this store may have: as the webhook reads it, from the store's order_rules.
create or replace function core.max_tickets(p_store text) returns integer
language sql stable
return coalesce((
  select (s.value ->> 'max_tickets')::integer from core.settings s
  where s.key = 'order_rules' and (s.store = p_store or s.store is null) order by s.store nulls last limit 1), 1000);
