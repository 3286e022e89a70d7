-- Puts a held delivery in line. Deliveries of one order share a key, as their retries share an effect; the next of them
-- is put in line when this one is resolved. True when it is new.
create or replace function bakery.retry_delivery(p_held core.held_deliveries) returns boolean
language sql
return core.enqueue('order_ingest_retry', p_held.store,
  concat_ws(':', p_held.store, coalesce(p_held.order_gid, p_held.delivery_id::text)),
  jsonb_build_object('delivery_id', p_held.delivery_id));
