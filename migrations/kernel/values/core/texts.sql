-- A JSON list of strings as an array; anything else is empty.
create or replace function core.texts(p_list jsonb) returns text[]
language sql immutable
return (
  select coalesce(array_agg(t.value), '{}')
  from jsonb_array_elements_text(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) t (value)
);
