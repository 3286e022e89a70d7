-- What something is called whose title a person typed, once that is emptied: by its SKU.
create or replace function bakery.untitled(p_sku text) returns text
language sql immutable
return coalesce(nullif(p_sku, ''), '?');
