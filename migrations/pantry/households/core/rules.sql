-- How a pantry works: its setting `pantry`, else its organisation's, over what holds where neither says so.
create or replace function pantry.rules(p_store text) returns jsonb
language sql stable
return '{"confirm": "staff", "orders_per_session": 1, "grace_minutes": 30, "substitute_minutes": 30, "waiting_minutes": 20, "no_shows": 3,
  "no_show_days": 90, "newcomers": "staff", "invitation_days": 14, "mail": false, "language": "en"}'::jsonb || coalesce((
  select s.value from core.settings s
  where s.key = 'pantry' and (s.store = p_store or s.store is null) order by s.store nulls last limit 1), '{}');
