-- Of a shop without a batch under way: what is said to run, and whose lease is over, is in no batch and waits again; what
-- is about no SKU is given up.
create or replace function shopify.tidy_rows(p_store text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_now timestamptz := core.now();
  v_left bigint[] := array(
    select w.work_id from core.work_queue w
    where w.topic = 'inventory_push' and w.store = p_store and w.lease_expires_at <= v_now and w.status = 'running'
    limit 1000 for update skip locked);
  v_bad core.work_queue;
begin
  if v_left <> '{}' then
    perform shopify.release_rows(v_left);
  end if;
  for v_bad in
    select w.* from core.work_queue w
    where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error') and w.sku is null
    limit 100 for update skip locked
  loop
    perform core.end_work(v_bad, 'dead', 'BAD_PAYLOAD');
  end loop;
end
$$;
