-- Puts back what core.see_house found open.
create or replace function core.see_stores(p_before text) returns void
language sql
begin atomic
  select set_config('ordak.house', split_part(p_before, '/', 1), true), set_config('ordak.stores', split_part(p_before, '/', 2), true),
    set_config('ordak.member', split_part(p_before, '/', 3), true);
end;
