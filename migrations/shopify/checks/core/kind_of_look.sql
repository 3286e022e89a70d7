-- Which run a topic of the outbox calls for.
create or replace function shopify.kind_of_look(p_topic text) returns text
language sql immutable
return case p_topic when 'order_check' then 'orders' when 'level_check' then 'inventory' end;
