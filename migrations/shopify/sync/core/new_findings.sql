-- What a run found that the last whole one of its kind did not, by kind: somebody has to hear of it. What goes on as it
-- was they have heard of.
create or replace function shopify.new_findings(p_run core.sync_runs) returns jsonb
language sql stable
return (
  select coalesce(jsonb_object_agg(c.kind, c.count), '{}')
  from (
    select f.kind, count(*) as count from core.sync_findings f
    where f.run_id = p_run.run_id and not exists (
      select from core.sync_findings o
      where o.store = f.store and o.ref = f.ref and o.kind = f.kind and o.detail = f.detail and o.run_id = (
        select max(r.run_id) from core.sync_runs r
        where r.store = p_run.store and r.kind = p_run.kind and r.status = 'done' and not r.dry_run and r.since is null
          and r.run_id < p_run.run_id))
    group by f.kind
  ) c
);
