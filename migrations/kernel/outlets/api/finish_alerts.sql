create or replace function api.finish_alerts(
  p_actor jsonb, p_worker text, p_work_ids jsonb, p_error text default null, p_wait_seconds numeric default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'finish_alerts');
  v_finished integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.close_outlet('slack', p_error, p_wait_seconds, false);
  v_finished := core.close_sent('alert', p_worker, array(select jsonb_array_elements_text(p_work_ids)::bigint), p_error, p_wait_seconds);
  if p_error is null then
    -- Slack is there again: what waits for that need not. What it refused for itself it would refuse again.
    perform core.wake_work(array(
      select w.work_id from core.work_queue w
      where w.topic = 'alert' and w.status = 'error' and w.next_retry_at > core.now()
        and w.last_error not in ('SLACK_400', 'SLACK_413', 'BAD_PAYLOAD') limit 1000));
  end if;
  return core.ok(v_finished = 0);
end
$$;

comment on function api.finish_alerts is
  'Records that the alerts of one message were sent, or p_error (a code), after which they are retried later and given '
  'up in the end; p_wait_seconds: as long as Slack asked for. @returns done_answer';
