-- The rows of the outbox that a batch holds.
create or replace function shopify.rows_held(p_batch_id bigint) returns bigint[]
language sql stable
return array(
  select w.work_id from core.work_queue w
  where w.topic = 'inventory_push' and w.status = 'running' and w.locked_by = 'batch:' || p_batch_id
);
