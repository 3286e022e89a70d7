-- High: due today, tomorrow or overdue. Medium: within three days. Low: later, or no date. In the store's time zone.
create function core.priority_of(p_order core.orders) returns core.priority
language sql stable
return (
  select coalesce(p_order.priority_override, case
    when p_order.due_date <= d.today + 1 then 'High'
    when p_order.due_date <= d.today + 3 then 'Medium'
    else 'Low'
  end::core.priority)
  from (select core.store_today(p_order.store) as today) d
);
