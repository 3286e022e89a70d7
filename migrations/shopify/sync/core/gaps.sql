-- The orders that a run found missing or different, that were not quarantined, and since when each has been so. One that
-- for a whole day could not be read is no gap any more: somebody was told, and it must not hold back every raise for ever.
create or replace function shopify.gaps(p_run core.sync_runs, out ref text, out since timestamptz) returns setof record
language sql stable
begin atomic
  select f.ref, min(o.created_at)
  from core.sync_findings f
  join core.sync_findings o on o.store = f.store and o.ref = f.ref and o.kind in ('order_missing', 'order_differs', 'order_unreadable')
  where f.run_id = p_run.run_id and f.kind in ('order_missing', 'order_differs')
  group by f.ref
  having not coalesce(min(o.created_at) filter (where o.kind = 'order_unreadable') < p_run.started_at - interval '1 day', false);
end;
