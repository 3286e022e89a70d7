-- The gid of an order that no shop knows: never one of Shopify's.
create or replace function bakery.own_gid(p_store text, p_number text) returns text
language sql immutable
return format('gid://ordak/Order/%s-%s', p_store, p_number);
