-- Alerts of each store in whose province no holiday is known from 90 days on: business time would take later ones for working days. Once
-- a week while it is so.
create or replace function core.tell_of_holidays() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_store text;
  v_before text;
begin
  for v_store in select s.store from core.stores s order by s.store loop
    v_before := core.see_house(v_store);
    perform core.alert('holidays_end', v_store, p.province, jsonb_build_object('province', p.province, 'last_day', p.last_day))
    from (
      select w.province, (select max(h.day) from core.holidays h where h.province = w.province) as last_day
      from (
        select s.value ->> 'province' as province from core.settings s
        where s.key = 'business_hours' and (s.store = v_store or s.store is null) order by s.store nulls last limit 1
      ) w
      where w.province is not null
    ) p
    where coalesce(p.last_day < core.now()::date + 90, true) and not exists (
      select from core.work_queue q
      where q.topic = 'alert' and q.dedupe_key = concat_ws(':', v_store, p.province, 'holidays_end')
        and q.created_at > core.now() - interval '7 days');
    perform core.see_stores(v_before);
  end loop;
end
$$;
