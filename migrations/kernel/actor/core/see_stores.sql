-- Puts back what core.see_all_stores found open.
create or replace function core.see_stores(p_stores text) returns void
language sql
begin atomic
  select set_config('ordak.stores', coalesce(p_stores, ''), true);
end;
