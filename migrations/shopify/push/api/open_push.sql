create or replace function api.open_push(
  p_actor jsonb, p_store text, p_worker text, p_lease_seconds integer default 60, p_limit integer default 250
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_push', p_store => p_store);
  v_shop core.shops;
  v_batch core.push_batches;
  v_lease interval := make_interval(secs => p_lease_seconds);
  v_plan jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_shop from core.shops s where s.store = p_store for update;
  if v_shop.store is null or v_shop.uninstalled_at is not null then
    return core.ok(true, shopify.push_plan('{"idle": true}', v_shop));
  end if;

  select b.* into v_batch from core.push_batches b where b.store = p_store and b.status = 'open';
  if v_batch.attempts >= 12 and v_batch.worker is not null and v_batch.lease_expires_at <= core.now() then
    -- So many workers did not survive it.
    perform shopify.defer_push(v_batch, 'WORKER_DIED', null);
    v_batch := null;
  end if;
  if v_batch.batch_id is null then
    v_shop.batch_limit := greatest(1, least(v_shop.batch_limit, p_limit));
    v_plan := shopify.plan_push(v_shop, p_worker, v_lease);
  elsif v_batch.worker is distinct from p_worker and v_batch.lease_expires_at > core.now() then
    v_plan := jsonb_build_object('busy_seconds', ceil(extract(epoch from v_batch.lease_expires_at - core.now())));
  else
    -- Its worker died, or never heard the answer: the same lines with the same key once more.
    perform shopify.hold_batch(v_batch.batch_id, p_worker, core.now() + v_lease);
    update core.push_batches b set attempts = b.attempts + 1 where b.batch_id = v_batch.batch_id;
    v_plan := jsonb_build_object('batch', shopify.batch_json(v_batch.batch_id));
  end if;
  return core.ok(false, shopify.push_plan(v_plan, v_shop));
end
$$;

comment on function api.open_push is
  'Returns a worker''s next step for a shop: at most p_limit SKUs to find, levels to read, or one batch to send, which '
  'is stored first. An open batch without a lease comes first, unchanged. @returns push_answer';
