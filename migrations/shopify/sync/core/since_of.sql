-- From when a look for orders has to look: what was asked for, else since all of them were here, with ten minutes for
-- clocks and for what Shopify shows late; at the farthest the sixty days that it shows at all.
create or replace function shopify.since_of(p_run core.sync_runs) returns timestamptz
language sql stable
return greatest(p_run.started_at - interval '59 days', coalesce(p_run.since, (
  select s.orders_complete_until - interval '10 minutes' from core.shops s where s.store = p_run.store), '-infinity'));
