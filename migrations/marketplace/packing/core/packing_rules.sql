-- How a store packs: its setting `fulfilment`, else its organisation's, over what holds where neither says so.
create or replace function marketplace.packing_rules(p_store text) returns jsonb
language sql stable
return '{"verify_parcels": "refuse", "ship_when": "label"}'::jsonb || coalesce((
  select s.value from core.settings s
  where s.key = 'fulfilment' and (s.store = p_store or s.store is null) order by s.store nulls last limit 1), '{}');
