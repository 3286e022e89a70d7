-- How many open tickets of a store there are, by what counts of them are made of: read once, however many counts there are.
create or replace function bakery.open_counts(
  p_store text, out due_date date, out stage core.stage_type, out priority_override core.priority,
  out tickets bigint, out unassigned bigint, out blocked bigint, out flagged bigint
) returns setof record
language sql stable
begin atomic
  select o.due_date, o.stage, o.priority_override, count(*), count(*) filter (where o.assignee_id is null),
    count(*) filter (where o.inventory_blocked), count(*) filter (where o.flags <> '{}')
  from bakery.open_tickets(p_store) o
  group by o.due_date, o.stage, o.priority_override;
end;
