-- What a delivery of this order answers, first or repeated.
create or replace function bakery.ingested_json(p_store text, p_order_gid text) returns jsonb
language sql stable
return jsonb_build_object('store', p_store, 'order_gid', p_order_gid, 'tickets', (
  select coalesce(jsonb_agg(o.id order by o.ticket_no), '[]')
  from core.orders o where o.store = p_store and o.order_gid = p_order_gid));
