-- A store's setting `parcel`, else its organisation's: who sends, how, and what a label may cost. Null where none is set.
create or replace function marketplace.parcel_setting(p_store text) returns jsonb
language sql stable
return (
  select s.value from core.settings s where s.key = 'parcel' and (s.store = p_store or s.store is null)
  order by s.store nulls last limit 1);
