-- How many cakes an order of this store may have: as the webhook reads it, from the store's order_rules.
create or replace function bakery.max_tickets(p_store text) returns integer
language sql stable
return coalesce(((core.rules_row(p_store)).value ->> 'max_tickets')::integer, 1000);
