-- The runs that are due, because none has begun since the hour's last quarter, for a look for orders, or since the last
-- three o'clock in the night where the store is, for one at every level; and none within the last minute.
create or replace function shopify.due_syncs(p_stores text[], out store text, out kind text) returns setof record
language sql stable
begin atomic
  with due as (
    select s.store, k.kind, case k.kind
        when 'orders' then date_bin('15 minutes', core.now(), 'epoch')
        else (date_trunc('day', core.now() at time zone st.timezone - interval '3 hours') + interval '3 hours')
          at time zone st.timezone end as since
    from core.shops s join core.stores st using (store) cross join (values ('orders'), ('inventory')) k (kind)
    where s.store = any (p_stores) and s.uninstalled_at is null
  )
  select d.store, d.kind from due d
  where not exists (
    select from core.sync_runs r where r.store = d.store and r.kind = d.kind and not r.dry_run
      and r.started_at >= least(d.since, core.now() - interval '1 minute'))
  order by d.store, d.kind;
end;
