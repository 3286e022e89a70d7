-- Raises wait until every order is here that the shop took before we knew their levels. A look for orders sees all that
-- are a minute older than itself: one is called for when it can cover the first of them, unless one under way does. They
-- sleep until it has ended, which wakes those that it covers; should it not come, they see to it themselves.
create or replace function shopify.wait_for_orders(p_store text, p_work_ids bigint[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_first timestamptz;
  v_last timestamptz;
  v_look timestamptz := core.now();
begin
  select min(k.known_at), max(k.known_at) into v_first, v_last
  from core.work_queue w join core.shop_skus k on k.store = p_store and k.sku = w.sku
  where w.work_id = any (p_work_ids);
  if not exists (
    select from core.sync_runs r
    where r.store = p_store and r.kind = 'orders' and r.status = 'running' and not r.dry_run and r.since is null
      and shopify.covers_until(r) >= v_last)
  then
    v_look := shopify.call_for_look('order_check', p_store, shopify.covered_from(v_first));
  end if;
  update core.work_queue w
  set next_retry_at = greatest(core.now(), v_look) + interval '1 minute', last_error = 'RAISE_WAITS'
  where w.work_id = any (p_work_ids);
end
$$;
