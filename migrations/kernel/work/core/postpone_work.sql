-- A row that failed waits for its next try. False when a newer row waits under the same key: that one will do its work.
create or replace function core.postpone_work(p_work core.work_queue, p_error text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.work_queue w set status = 'error', locked_at = null, locked_by = null, lease_expires_at = null,
    last_error = p_error, retry_count = w.retry_count + 1,
    next_retry_at = core.now() + core.pause_after(w.retry_count)
  where w.work_id = p_work.work_id;
  return true;
exception when unique_violation then
  return false;
end
$$;
