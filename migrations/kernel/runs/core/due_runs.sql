-- The runs that are due: none of that kind and store has begun since the last time for one, and none within the last minute.
-- p_shops: the stores whose Shopify shop can be called.
create or replace function core.due_runs(p_shops text[], out store text, out kind text) returns setof record
language sql stable
begin atomic
  with due as (
    select s.store, k.kind, coalesce(date_bin(k.every, core.now(), 'epoch'),
      (date_trunc('day', core.now() at time zone s.timezone - k.at::interval) + k.at::interval) at time zone s.timezone) as since
    from core.run_kinds k left join core.stores s on s.kind = k.store_kind
    where (k.store_kind is null) = (s.store is null) and (not k.of_shop or s.store = any (p_shops))
  )
  select d.store, d.kind from due d
  where not exists (
    select from core.sync_runs r
    where (r.store = d.store or (d.store is null and r.store is null)) and r.kind = d.kind and not r.dry_run
      and r.started_at >= least(d.since, core.now() - interval '1 minute'))
  order by d.store, d.kind;
end;
