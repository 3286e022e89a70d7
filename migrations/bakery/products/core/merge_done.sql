-- What was done to an order's tickets, by kind, and what was done besides.
create or replace function bakery.merge_done(p_done jsonb, p_more jsonb) returns jsonb
language sql immutable
return (
  select coalesce(jsonb_object_agg(k.key, coalesce(p_done -> k.key, '[]') || coalesce(p_more -> k.key, '[]')), '{}')
  from jsonb_object_keys(p_done || p_more) k (key));
