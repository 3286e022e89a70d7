-- How much of an item left the store room on an average of so many last days, handed over or wasted: what was only held has not left.
create or replace function pantry.used_a_day(p_item core.inventory_items, p_days integer) returns numeric
language sql stable
return (
  select coalesce(-sum(t.qty), 0) / p_days from core.inventory_txn t
  where t.organisation = p_item.organisation and t.sku = p_item.sku and t.kind in ('consume', 'waste')
    and t.created_at > core.now() - make_interval(days => p_days));
