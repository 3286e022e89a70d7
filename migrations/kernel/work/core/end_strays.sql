-- Gives up what no worker would ever take: work at a shop that does not say at which.
create or replace function core.end_strays() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stray core.work_queue;
begin
  for v_stray in
    select w.* from core.work_queue w
    where w.store is null and w.topic <> 'alert' and w.status in ('pending', 'error', 'running')
      and w.topic in ('inventory_push', 'order_check', 'level_check')
    order by w.work_id limit 100 for update skip locked
  loop
    perform core.end_work(v_stray, 'dead', 'BAD_PAYLOAD');
  end loop;
end
$$;
