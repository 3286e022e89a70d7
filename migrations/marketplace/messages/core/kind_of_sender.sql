-- Whose message it is, by what the marketplace calls its sender; it may name others one day.
create or replace function marketplace.kind_of_sender(p_sender text) returns text
language sql immutable
return case p_sender when 'CUSTOMER_USER' then 'customer' when 'SHOP_USER' then 'shop' when 'OPERATOR_USER' then 'operator' else 'other' end;
