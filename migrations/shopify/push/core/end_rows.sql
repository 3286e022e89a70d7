-- These rows are done: the shop shows what they were for.
create or replace function shopify.end_rows(p_work_ids bigint[]) returns void
language sql
begin atomic
  update core.work_queue w set status = 'done', finished_at = core.now(), locked_at = null, locked_by = null,
    lease_expires_at = null, next_retry_at = null, last_error = null
  where w.work_id = any (p_work_ids);
end;
