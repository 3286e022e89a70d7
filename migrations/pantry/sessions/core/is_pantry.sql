-- Is this store a pantry?
create or replace function pantry.is_pantry(p_store text) returns boolean
language sql stable
return exists (select from core.stores s where s.store = p_store and s.kind = 'pantry');
