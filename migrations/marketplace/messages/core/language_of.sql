-- The language in which a customer is answered: French for customers who shop in French, else English.
create or replace function marketplace.language_of(p_conversation core.conversations) returns text
language sql stable
return case when exists (
    select from core.customers k
    where k.store = p_conversation.store and k.customer_id = p_conversation.customer_id and k.locale ilike 'fr%')
  then 'fr' else 'en' end;
