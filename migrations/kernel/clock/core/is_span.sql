-- Is this a time from and a time to, as ["9:00", "17:00"]? A day may end at 24:00.
create or replace function core.is_span(p_span jsonb) returns boolean
language sql immutable
return case when jsonb_typeof(p_span) = 'array' and jsonb_array_length(p_span) = 2
    and p_span ->> 0 ~ '^([01]?[0-9]|2[0-3]):[0-5][0-9]$' and p_span ->> 1 ~ '^(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$'
  then (p_span ->> 0)::time < (p_span ->> 1)::time else false end;
