-- Can the setting business_hours be this object? A province, and lists of spans by weekday or day.
create or replace function core.are_hours(p_value jsonb) returns boolean
language sql immutable
return (
  select coalesce(bool_and(case
    when v.key = 'province' then coalesce(v.value #>> '{}', '') ~ '^[A-Z]{2}$'
    when v.key ~ '^(mon|tue|wed|thu|fri|sat|sun|[0-9]{4}-[0-9]{2}-[0-9]{2})$' and jsonb_typeof(v.value) = 'array'
      then (select coalesce(bool_and(core.is_span(s.span)), true) from jsonb_array_elements(v.value) s (span))
    else false end), true)
  from jsonb_each(p_value) v);
