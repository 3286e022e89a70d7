create or replace function api.compare_levels(p_actor jsonb, p_run_id bigint, p_at timestamptz, p_levels jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'compare_levels');
  v_run core.sync_runs;
  v_drift integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into strict v_run from core.sync_runs r where r.run_id = p_run_id and r.status = 'running';
  perform core.see_house(v_run.store);
  if not v_run.dry_run then
    perform shopify.sold_here(v_run.store, array(select l.sku from jsonb_to_recordset(p_levels) l (sku text)));
  end if;
  -- A SKU stands for one item; a second one with its name is reported, and none is taken for it.
  insert into core.sync_findings (run_id, store, kind, ref, detail)
  select p_run_id, v_run.store, 'sku_ambiguous', l.sku, jsonb_build_object('inventory_item_gid', max(l.inventory_item_gid))
  from jsonb_to_recordset(p_levels) l (sku text, inventory_item_gid text)
  join core.shop_skus k on k.store = v_run.store and k.sku = l.sku
  where l.inventory_item_gid is distinct from k.inventory_item_gid
  group by l.sku, k.inventory_item_gid having k.inventory_item_gid is not null or count(distinct l.inventory_item_gid) > 1
  on conflict do nothing;

  with shown as (
    select l.sku, coalesce(l.available, 0) as available, stock.available(l.sku) as ours, k.known_qty
    from jsonb_to_recordset(p_levels) l (sku text, inventory_item_gid text, available integer)
    join core.shop_skus k on k.store = v_run.store and k.sku = l.sku
      and coalesce(k.inventory_item_gid, l.inventory_item_gid) = l.inventory_item_gid
    where coalesce(k.fault, '') <> 'SKU_AMBIGUOUS'
  ), drift as (
    insert into core.sync_findings (run_id, store, kind, ref, detail, repaired)
    select p_run_id, v_run.store, 'drift', s.sku,
      jsonb_build_object('shop', s.available, 'ours', s.ours, 'expected', s.known_qty), not v_run.dry_run
    from shown s where s.available <> s.ours
    on conflict do nothing returning ref
  )
  select count(*) into v_drift from drift;

  if not v_run.dry_run then
    perform shopify.lock_items(v_run.store, array(select l.sku from jsonb_to_recordset(p_levels) l (sku text)), array(
      select l.inventory_item_gid from jsonb_to_recordset(p_levels) l (inventory_item_gid text)));
    perform shopify.own_item(v_run.store, l.sku, l.inventory_item_gid)
    from jsonb_to_recordset(p_levels) l (sku text, inventory_item_gid text)
    join core.shop_skus k on k.store = v_run.store and k.sku = l.sku
    where k.inventory_item_gid is null and coalesce(k.fault, '') <> 'SKU_AMBIGUOUS' and not exists (
      select from core.sync_findings f where f.run_id = p_run_id and f.kind = 'sku_ambiguous' and f.ref = k.sku);
    update core.shop_skus k set tracked = l.tracked, fault = nullif(k.fault, 'SKU_NOT_IN_SHOP')
    from jsonb_to_recordset(p_levels) l (sku text, inventory_item_gid text, tracked boolean)
    where k.store = v_run.store and k.sku = l.sku and k.inventory_item_gid = l.inventory_item_gid
      and (k.tracked is distinct from l.tracked or k.fault = 'SKU_NOT_IN_SHOP');
    perform shopify.see_level(v_run.store, l.sku, coalesce(l.available, 0), p_at)
    from jsonb_to_recordset(p_levels) l (sku text, inventory_item_gid text, available integer)
    join core.shop_skus k on k.store = v_run.store and k.sku = l.sku and k.inventory_item_gid = l.inventory_item_gid;
    perform core.enqueue('inventory_push', v_run.store, concat_ws(':', v_run.store, d.sku, 'run' || p_run_id),
      jsonb_build_object('store', v_run.store, 'sku', d.sku))
    from (
      select f.ref as sku from core.sync_findings f
      where f.run_id = p_run_id and f.kind = 'drift' and f.ref in (
        select l.sku from jsonb_to_recordset(p_levels) l (sku text))
      order by f.ref collate "C"
    ) d;
  end if;
  return core.ok(v_drift = 0, jsonb_build_object('drift', v_drift));
end
$$;

comment on function api.compare_levels is
  'Reconciles levels ({sku, inventory_item_gid, tracked, available}) that a shop shows, read after p_at, with ours: each '
  'difference is a finding of the run and, unless it is dry, a push. @returns drift_answer';
