create or replace function api.finish_work(p_actor jsonb, p_work_id bigint, p_worker text, p_error text default null) returns jsonb
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
  if v_status = 'error' and not core.postpone_work(v_work, p_error) then
    v_status := 'done';
  end if;
  if v_status <> 'error' then
    perform core.end_work(v_work, v_status, p_error);
  end if;
  return core.ok(false, jsonb_build_object('status', v_status));
end
$$;

comment on function api.finish_work is
  'Reports a leased row: done, or p_error (a code, never a customer''s data), after which it is retried later or given '
  'up. @returns finished_answer';
