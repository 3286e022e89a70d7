-- The next number of a store's orders that have none of the shop's: m1001. A store's sequence comes with the store.
create or replace function bakery.next_number(p_store text) returns text
language sql
return 'm' || nextval(format('core.%I', 'manual_order_' || p_store)::regclass);
