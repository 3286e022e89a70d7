-- Notes that this transaction leaves work of a topic behind: core.ok names it to the caller, which wakes the worker.
create or replace function core.remember_topic(p_topic text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_topics text[] := string_to_array(nullif(current_setting('ordak.queued', true), ''), ',');
begin
  if not p_topic = any (coalesce(v_topics, '{}')) then
    perform set_config('ordak.queued', array_to_string(array_append(v_topics, p_topic), ','), true);
  end if;
end
$$;
