-- A ticket's priority: what a supervisor has set, else what its due date makes it on that day.
create or replace function core.priority_of(p_order core.orders, p_today date) returns core.priority
language sql immutable
return coalesce(p_order.priority_override, core.priority_on(p_today, p_order.due_date));
