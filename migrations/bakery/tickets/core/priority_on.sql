-- High: due that day, the next, or overdue. Medium: within three days. Low: later, or no date.
create or replace function bakery.priority_on(p_today date, p_due date) returns core.priority
language sql immutable
return case when p_due <= p_today + 1 then 'High'::core.priority when p_due <= p_today + 3 then 'Medium'::core.priority
  else 'Low'::core.priority end;
