-- What waits to be acknowledged on a ticket: cancelled, or which fields were changed. Null for nothing.
create or replace function bakery.change_json(p_order core.orders) returns jsonb
language sql stable
return case when 'changed' = any (p_order.flags) then (
  select jsonb_build_object('kind', c.kind, 'fields', (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(c.before) k))
  from core.ticket_changes c
  where c.store = p_order.store and c.ticket_id = p_order.id and c.acknowledged_at is null) end;
