-- What comes next for a shop: SKUs to find or to read first, else a batch, stored before anybody sends it.
-- The shop is locked.
create or replace function shopify.plan_push(p_shop core.shops, p_worker text, p_lease interval) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_taken record;
  v_work jsonb;
  v_batch_id bigint;
  v_ids bigint[];  -- computed once: within a where it would be computed for every row
begin
  perform shopify.tidy_rows(p_shop.store);
  select t.work_ids, t.skus into v_taken from shopify.take_rows(p_shop.store, p_shop.batch_limit) t;
  if v_taken.work_ids is null then
    return '{"idle": true}';
  end if;
  begin
    select jsonb_object_agg(s.step, s.rows) into v_work
    from (
      select r.step, jsonb_agg(jsonb_build_object('sku', r.sku, 'inventory_item_gid', (r.known).inventory_item_gid,
        'from_qty', (r.known).known_qty, 'to_qty', r.target) order by r.sku collate "C") as rows
      from shopify.sort_rows(p_shop.store, v_taken.skus) r group by r.step
    ) s;
  exception when others then
    if shopify.fail_unsortable(p_shop.store, v_taken.skus) then
      return '{}';
    end if;
    raise;
  end;

  perform shopify.end_rows(shopify.rows_of(v_taken.work_ids, v_work -> 'same'));
  if v_work ? 'wait' then
    perform shopify.wait_for_orders(p_shop.store, shopify.rows_of(v_taken.work_ids, v_work -> 'wait'));
  end if;
  if p_shop.location_gid is null or v_work ?| '{find,read}' then
    return jsonb_build_object('find', coalesce((
        select jsonb_agg(f.row ->> 'sku') from jsonb_array_elements(v_work -> 'find') f (row)), '[]'),
      'read', coalesce((
        select jsonb_agg(f.row - '{from_qty,to_qty}'::text[]) from jsonb_array_elements(v_work -> 'read') f (row)), '[]'));
  end if;
  if not v_work ? 'push' then
    return '{}';
  end if;

  insert into core.push_batches (store, worker, lease_expires_at)
  values (p_shop.store, p_worker, core.now() + p_lease) returning batch_id into v_batch_id;
  insert into core.push_lines (batch_id, line_no, store, sku, inventory_item_gid, location_gid, from_qty, to_qty)
  select v_batch_id, (l.no - 1)::integer, p_shop.store, l.row ->> 'sku', l.row ->> 'inventory_item_gid', p_shop.location_gid,
    (l.row ->> 'from_qty')::integer, (l.row ->> 'to_qty')::integer
  from jsonb_array_elements(v_work -> 'push') with ordinality l (row, no);
  v_ids := shopify.rows_of(v_taken.work_ids, v_work -> 'push');
  update core.work_queue w set status = 'running', locked_at = core.now(), locked_by = 'batch:' || v_batch_id,
    lease_expires_at = core.now() + p_lease, next_retry_at = null
  where w.work_id = any (v_ids);
  return jsonb_build_object('batch', shopify.batch_json(v_batch_id));
end
$$;
