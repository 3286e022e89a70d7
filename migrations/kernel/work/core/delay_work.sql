-- A row whose time has not come: it waits so many seconds, and that was no try. False when a newer row waits under its key.
create or replace function core.delay_work(p_work core.work_queue, p_error text, p_seconds numeric) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.work_queue w set status = 'error', locked_at = null, locked_by = null, lease_expires_at = null,
    last_error = p_error, next_retry_at = core.now() + make_interval(secs => least(p_seconds, 3600)::double precision)
  where w.work_id = p_work.work_id;
  return true;
exception when unique_violation then
  return false;
end
$$;
