create or replace function api.compare_orders(p_actor jsonb, p_run_id bigint, p_orders jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'compare_orders');
  v_run core.sync_runs;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into strict v_run from core.sync_runs r where r.run_id = p_run_id and r.status = 'running';
  insert into core.sync_findings (run_id, store, kind, ref, detail)
  select p_run_id, v_run.store, case when s.order_gid is null then 'order_missing' else 'order_differs' end, o.order_gid,
    jsonb_build_object('updated_at', o.updated_at, 'here', s.shop_updated_at, 'quantity', o.quantity)
  from jsonb_to_recordset(p_orders) o (order_gid text, updated_at timestamptz, cancelled_at timestamptz, quantity integer)
  left join core.sales s on s.store = v_run.store and s.order_gid = o.order_gid
  where s.order_gid is null or o.updated_at > coalesce(s.shop_updated_at, '-infinity')
    or (o.cancelled_at is null) <> (s.cancelled_at is null)
    or o.quantity <> (select sum(l.quantity) from core.sale_lines l where l.store = s.store and l.order_gid = s.order_gid)
  on conflict do nothing;
  return core.ok(false, jsonb_build_object('orders', (
    select coalesce(jsonb_agg(f.ref order by f.ref), '[]') from core.sync_findings f
    where f.run_id = p_run_id and f.kind in ('order_missing', 'order_differs') and not f.repaired and f.ref in (
      select o.order_gid from jsonb_to_recordset(p_orders) o (order_gid text))
      -- What could not be read is not asked for again with every look.
      and not exists (
        select from core.sync_findings u
        where u.store = f.store and u.ref = f.ref and u.kind = 'order_unreadable' and u.created_at > core.now() - interval '1 hour'))));
end
$$;

comment on function api.compare_orders is
  'Reconciles orders ({order_gid, updated_at, cancelled_at, quantity}) that a shop has with ours: those missing or '
  'different are findings of the run, and are returned. @returns gap_answer';
