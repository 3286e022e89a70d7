-- How many tickets each stage can do on a day, as the store's setting has it, else its organisation's: the day's own figure,
-- else its weekday's, else the default. A stage without a figure has no bound.
create or replace function core.capacity_on(p_store text, p_day date) returns jsonb
language sql stable
return coalesce((
  select coalesce(s.value -> 'default', '{}') || coalesce(s.value -> to_char(p_day, 'dy'), '{}')
    || coalesce(s.value -> to_char(p_day, 'YYYY-MM-DD'), '{}')
  from core.settings s where s.key = 'capacity' and (s.store = p_store or s.store is null)
  order by s.store nulls last limit 1), '{}');
