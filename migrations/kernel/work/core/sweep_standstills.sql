-- Alerts once of a topic and store whose work has been due for ten minutes, and once when that has ended. Not of alerts:
-- that one would wait behind them.
create or replace function core.sweep_standstills() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stands core.work_queue[] := array(
    select w from core.oldest_due() w
    where w.due_at <= core.now() - interval '10 minutes' and w.topic <> 'alert' and not core.is_uninstalled(w.store));
  v_one core.work_queue;
  v_ended core.standstills;
begin
  foreach v_one in array v_stands loop
    insert into core.standstills (topic, store, since) values (v_one.topic, v_one.store, v_one.due_at) on conflict do nothing;
    if found then
      perform core.alert('work_stands', v_one.store, v_one.topic,
        jsonb_build_object('topic', v_one.topic, 'since', v_one.due_at, 'error', v_one.last_error));
    end if;
  end loop;
  for v_ended in
    delete from core.standstills s
    where not exists (select from unnest(v_stands) w where w.topic = s.topic and w.store is not distinct from s.store)
    returning s.*
  loop
    perform core.alert('work_goes_on', v_ended.store, v_ended.topic,
      jsonb_build_object('topic', v_ended.topic, 'since', v_ended.since));
  end loop;
end
$$;
