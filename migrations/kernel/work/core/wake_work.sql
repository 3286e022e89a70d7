-- What these rows waited for has come, so they are due. Whoever calls this has seen that it has come: to wake a row that
-- would only fail again is a retry without a pause.
create or replace function core.wake_work(p_work_ids bigint[]) returns void
language sql
begin atomic
  update core.work_queue w set next_retry_at = core.now()
  where w.work_id = any (p_work_ids) and w.status in ('pending', 'error') and w.next_retry_at > core.now();
end;
