create function api.finish_work(p_actor jsonb, p_work_id bigint, p_worker text, p_error text default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'finish_work');
  v_work core.work_queue;
  v_status core.work_status;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select w.* into v_work from core.work_queue w
  where w.work_id = p_work_id and w.status = 'running' and w.locked_by = p_worker for update;
  if v_work.work_id is null then
    -- The lease ran out and another took it, or it is finished.
    return core.ok(true, jsonb_build_object('status', null));
  end if;

  v_status := case when p_error is null then 'done' when v_work.retry_count >= v_work.max_retries then 'dead' else 'error' end;
  -- A newer row that waits under the same key will do this one's work.
  if v_status = 'error' and exists (
    select from core.work_queue w
    where w.topic = v_work.topic and w.dedupe_key = v_work.dedupe_key and w.status in ('pending', 'error')
  ) then
    v_status := 'done';
  end if;
  if v_status = 'error' then
    update core.work_queue w set status = 'error', locked_at = null, locked_by = null, lease_expires_at = null,
      last_error = p_error, retry_count = w.retry_count + 1,
      -- 10 s, 20 s, 40 s, … an hour, give or take a quarter so that failures do not march in step.
      next_retry_at = core.now()
        + least(interval '1 hour', interval '10 seconds' * 2 ^ least(w.retry_count, 10)) * (0.75 + random() / 2)
    where w.work_id = p_work_id;
  else
    perform core.end_work(v_work, v_status, p_error);
  end if;
  return core.ok(false, jsonb_build_object('status', v_status));
end
$$;

comment on function api.finish_work is
  'A worker reports a row it holds: done, or p_error (a code, never a customer''s data), which tries again later or gives up. @returns finished_answer';
