-- Takes a row out of line for good: done, or dead, which somebody has to hear of. Of an alert that could not be told
-- nobody would hear by another: it stays dead, for which an alarm fires.
create or replace function core.end_work(p_work core.work_queue, p_status core.work_status, p_error text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.work_queue w set status = p_status, locked_at = null, locked_by = null, lease_expires_at = null,
    next_retry_at = null, finished_at = core.now(), last_error = p_error
  where w.work_id = p_work.work_id;
  if p_status = 'dead' and p_work.topic <> 'alert' then
    perform core.alert('work_dead', p_work.store, p_work.work_id::text,
      jsonb_build_object('topic', p_work.topic, 'error', p_error));
  end if;
end
$$;
