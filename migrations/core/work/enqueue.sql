-- Puts outside work into the outbox, once among what waits under the same key. True when it is new.
create or replace function core.enqueue(
  p_topic text, p_store text, p_dedupe_key text, p_payload jsonb, p_priority smallint default 0
) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into core.work_queue (topic, store, dedupe_key, payload, priority)
  values (p_topic, p_store, p_dedupe_key, p_payload, p_priority)
  on conflict (topic, dedupe_key) where status in ('pending', 'error') do nothing;
  return found;
end
$$;
