-- What follows from a run that went through. After a look at levels comes a look for orders, which explains them. After
-- one that found every order here, whatever differs was no order: it is explained by that, and the raises go on that it covers.
create or replace function shopify.conclude_sync(p_run core.sync_runs) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gap timestamptz;
begin
  if p_run.kind = 'inventory' then
    insert into core.sync_findings (run_id, store, kind, ref)
    select p_run.run_id, k.store, 'sku_not_in_shop', k.sku from core.shop_skus k
    where k.store = p_run.store and k.inventory_item_gid is not null and k.known_at < p_run.started_at and not k.verify
    on conflict do nothing;
    perform shopify.call_for_look('order_check', p_run.store, core.now());
    perform shopify.begin_looks(array[p_run.store]);
    return;
  elsif p_run.kind <> 'orders' then
    return;
  end if;
  select max(g.since) into v_gap from shopify.gaps(p_run) g;
  if v_gap is not null then
    -- They are on their way in; the next look, in a minute, has to find them here. While the same are missing each time,
    -- it is as long again as they have been.
    perform shopify.call_for_look('order_check', p_run.store, core.now());
    perform core.put_off_work('order_check', p_run.store,
      core.now() + least(interval '1 hour', greatest(interval '1 minute', core.now() - v_gap)));
    return;
  end if;
  update core.shops s set orders_complete_until = greatest(s.orders_complete_until, shopify.covers_until(p_run))
  where s.store = p_run.store and (p_run.since is null or p_run.since <= s.orders_complete_until);
  if not found then
    return;  -- it looked at the last of them only: the one that explains a difference may be older
  end if;
  perform shopify.correct_items(p_run);
  perform shopify.lock_skus(p_run.store, array(
    select k.sku from core.shop_skus k where k.store = p_run.store and k.unexplained <> 0));
  update core.shop_skus k set unexplained = 0
  where k.store = p_run.store and k.unexplained <> 0 and k.seen_at < shopify.covers_until(p_run);
  perform shopify.wake_raises(p_run.store);
end
$$;
