-- A batch is a worker's until a moment, or nobody's before it, and its rows are leased as long.
create or replace function shopify.hold_batch(p_batch_id bigint, p_worker text, p_until timestamptz) returns void
language sql
begin atomic
  update core.push_batches b set worker = p_worker, lease_expires_at = p_until where b.batch_id = p_batch_id;
  update core.work_queue w set lease_expires_at = p_until
  where w.topic = 'inventory_push' and w.status = 'running' and w.locked_by = 'batch:' || p_batch_id;
end;
