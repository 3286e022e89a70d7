-- A setting of a store, its own, else its organisation's; empty where there is none.
create or replace function marketplace.setting_of(p_store text, p_key text) returns jsonb
language sql stable
return coalesce((
  select s.value from core.settings s where s.key = p_key and (s.store = p_store or s.store is null)
  order by s.store nulls last limit 1), '{}');
