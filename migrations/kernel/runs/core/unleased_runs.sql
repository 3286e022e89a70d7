-- The runs that no worker has, each with the queue of its kind. p_shops: the stores whose Shopify shop can be called.
create or replace function core.unleased_runs(p_shops text[], out run_id bigint, out queue text, out of_shop boolean)
returns setof record
language sql stable
begin atomic
  select r.run_id, k.queue, k.of_shop from core.sync_runs r join core.run_kinds k using (kind)
  where r.status = 'running' and (not k.of_shop or r.store = any (p_shops))
    and coalesce(r.lease_expires_at, '-infinity') <= core.now();
end;
