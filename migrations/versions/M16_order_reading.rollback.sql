create index orders_queue on core.orders (store, due_date, size_order, size, shopify_order_number, id)
  where stage <> 'Complete' and cancelled_at is null and priority_override is null;
create index orders_unassigned on core.orders (store, due_date, size_order, size, shopify_order_number, id)
  where assignee_id is null and stage <> 'Complete' and cancelled_at is null;
drop index core.orders_queue_by_slot, core.orders_unassigned_by_slot;
alter table core.settings drop column last_good, drop column fault;
alter table core.orders drop column due_minutes, drop column allergies;
drop function core.slot_minutes(text);
update core.sales s set order_json = jsonb_set(s.order_json, '{products}', (
  select coalesce(jsonb_agg(p.body - 'allergies' order by p.no), '[]')
  from jsonb_array_elements(s.order_json -> 'products') with ordinality p (body, no)))
where jsonb_typeof(s.order_json -> 'products') = 'array';
