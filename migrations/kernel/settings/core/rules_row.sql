-- The setting order_rules that holds for a store: its own, else its organisation's.
create or replace function core.rules_row(p_store text) returns core.settings
language sql stable
return (
  select s from core.settings s where s.key = 'order_rules' and (s.store = p_store or s.store is null)
  order by s.store nulls last limit 1);
