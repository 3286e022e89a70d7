-- A ticket's priority: what a supervisor has set, else what its due date makes it today, where the store is.
create or replace function bakery.priority_of(p_order core.orders) returns core.priority
language sql stable
return coalesce(p_order.priority_override, bakery.priority_on(bakery.store_today(p_order.store), p_order.due_date));
