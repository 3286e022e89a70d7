-- How a store accepts: its setting `acceptance`, else its organisation's, over what holds where neither says so.
create or replace function marketplace.acceptance_rules(p_store text) returns jsonb
language sql stable
return '{"hours": 24, "ask_hours": 4, "short": "ask"}'::jsonb || coalesce((
  select s.value from core.settings s
  where s.key = 'acceptance' and (s.store = p_store or s.store is null) order by s.store nulls last limit 1), '{}');
