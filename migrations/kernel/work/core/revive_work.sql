-- Puts a failed row back in line with all its tries; false when a newer row under its key already carries its work.
create or replace function core.revive_work(p_work core.work_queue) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.work_queue w set status = 'pending', retry_count = 0, next_retry_at = null, finished_at = null, last_error = null
  where w.work_id = p_work.work_id;
  return true;
exception when unique_violation then
  return false;
end
$$;
