-- Begins the looks that were called for and whose time has come. Whoever called, there is one a minute at most.
create or replace function shopify.begin_looks(p_stores text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_call core.work_queue;
  v_next timestamptz;
begin
  for v_call in
    select w.* from core.work_queue w
    where w.topic in ('order_check', 'level_check') and w.store = any (p_stores)
      and w.status in ('pending', 'error', 'running') and w.due_at <= core.now()
    order by w.work_id for update skip locked
  loop
    v_next := shopify.next_look(v_call.store, shopify.kind_of_look(v_call.topic));
    if v_next > core.now() then
      perform core.put_off_work(v_call.topic, v_call.dedupe_key, v_next);
    else
      perform core.begin_run(v_call.store, shopify.kind_of_look(v_call.topic), null, false);
      perform core.end_work(v_call, 'done', null);
    end if;
  end loop;
end
$$;
