create or replace function api.list_sales(p_actor jsonb, p_run_id bigint, p_after text default '', p_limit integer default 250) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_sales');
  v_run core.sync_runs;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into strict v_run from core.sync_runs r where r.run_id = p_run_id;
  return core.ok(false, jsonb_build_object('orders', (
    select coalesce(jsonb_agg(s.order_gid order by s.order_gid collate "C"), '[]')
    from (
      select s.order_gid from core.sales s
      where s.store = v_run.store and not stock.is_manual(s.order_gid) and s.order_gid collate "C" > p_after
        -- Of one that another system told us of, the shop has yet to say when it was ordered.
        and coalesce(s.ordered_at, s.created_at) >= shopify.since_of(v_run)
        and coalesce(s.ordered_at, s.created_at) < v_run.started_at and s.redacted_at is null
      order by s.order_gid collate "C" limit p_limit
    ) s)));
end
$$;

comment on function api.list_sales is
  'Lists the sales of a run''s time span in order of their gid, after a given one. @returns gap_answer';
