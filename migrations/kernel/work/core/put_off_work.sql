-- What waits under a key waits at least until a moment. With core.wake_work, delay_work and postpone_work all that decides
-- when a row is tried again.
create or replace function core.put_off_work(p_topic text, p_dedupe_key text, p_until timestamptz) returns void
language sql
begin atomic
  update core.work_queue w set next_retry_at = greatest(w.next_retry_at, p_until)
  where w.topic = p_topic and w.dedupe_key = p_dedupe_key and w.status in ('pending', 'error');
end;
