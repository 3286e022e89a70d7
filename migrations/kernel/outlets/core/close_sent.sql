-- What became of rows of a topic that a worker sent: done, or an error (a code), after which each waits, longer each time, until it is
-- given up. What the outlet had no time for was no try. Returns how many were still this worker's.
create or replace function core.close_sent(
  p_topic text, p_worker text, p_work_ids bigint[], p_error text, p_wait_seconds numeric
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_work core.work_queue;
  v_waits boolean;
  v_closed integer := 0;
begin
  for v_work in
    select w.* from core.work_queue w
    where w.topic = p_topic and w.status = 'running' and w.locked_by = p_worker and w.work_id = any (p_work_ids)
    order by w.work_id for update
  loop
    v_closed := v_closed + 1;
    v_waits := case when p_error is null then false
      when p_wait_seconds > 0 then core.delay_work(v_work, p_error, p_wait_seconds)
      when v_work.retry_count < v_work.max_retries then core.postpone_work(v_work, p_error) end;
    if not v_waits then
      perform core.end_work(v_work, 'done', p_error);
    elsif v_waits is null then
      perform core.end_work(v_work, 'dead', p_error);
    end if;
  end loop;
  return v_closed;
end
$$;
