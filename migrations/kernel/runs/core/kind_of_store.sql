-- Which kind of merchant's a store is, as core.run_kinds names them. Until stores say so themselves, all are bakeries.
create or replace function core.kind_of_store(p_store core.stores) returns text
language sql immutable
return 'bakery';
