-- Puts outside work into the outbox, once among what waits under the same key. True when it is new.
-- A row that waits already is locked until this transaction ends: a worker that took it meanwhile would not see what
-- this transaction changes, and nobody would be told of it.
create or replace function core.enqueue(
  p_topic text, p_store text, p_dedupe_key text, p_payload jsonb, p_priority smallint default 0
) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_new boolean;
begin
  insert into core.work_queue (topic, store, dedupe_key, payload, priority)
  values (p_topic, p_store, p_dedupe_key, p_payload, p_priority)
  on conflict (topic, dedupe_key) where status in ('pending', 'error')
    do update set priority = greatest(work_queue.priority, excluded.priority)
  returning xmax = 0 into v_new;
  perform core.remember_topic(p_topic);
  return v_new;
end
$$;
