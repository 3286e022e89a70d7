-- Every order is here that a shop took before a moment: the raises that waited for just that go on, so many at a time. For
-- those whose level is known since then the next look is called for.
create or replace function shopify.wake_raises(p_store text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_covered bigint[];
  v_first timestamptz;
begin
  select array_agg(r.work_id) filter (where r.covered), min(r.known_at) filter (where not r.covered) into v_covered, v_first
  from (
    select w.work_id, k.known_at, (k.known_at > s.orders_complete_until) is not true as covered
    from core.work_queue w
    join core.shops s on s.store = w.store
    left join core.shop_skus k on k.store = w.store and k.sku = w.sku
    where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error') and w.last_error = 'RAISE_WAITS'
    order by w.work_id limit 5000
  ) r;
  if v_first is not null then
    perform shopify.call_for_look('order_check', p_store, shopify.covered_from(v_first));
  end if;
  if v_covered is not null then
    perform core.wake_work(v_covered);
    perform core.remember_topic('inventory_push');
  end if;
end
$$;
