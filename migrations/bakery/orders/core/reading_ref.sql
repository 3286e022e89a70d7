-- What stands for one reading of an order among what its sale has followed.
create or replace function bakery.reading_ref(p_order jsonb) returns text
language sql immutable
return 'order:' || encode(sha256(convert_to(p_order::text, 'UTF8')), 'hex');
