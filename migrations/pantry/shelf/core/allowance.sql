-- The most of an item that a household of this size may still have in a session in which it has had so many; null where there is no limit.
create or replace function pantry.allowance(p_item core.pantry_items, p_size integer, p_had bigint) returns integer
language sql immutable
return case when num_nonnulls(p_item.limit_each, p_item.limit_per_person) > 0
  then greatest(0, coalesce(p_item.limit_each, 0) + coalesce(p_item.limit_per_person, 0) * p_size - coalesce(p_had, 0)) end;
