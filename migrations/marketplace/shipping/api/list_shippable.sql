create or replace function api.list_shippable(
  p_actor jsonb, p_store text, p_after_ship_by timestamptz default '-infinity', p_after text default '', p_limit integer default 20
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_shippable', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('setting', marketplace.parcel_setting(p_store), 'orders', (
    select coalesce(jsonb_agg(marketplace.shippable_json(p.o) order by coalesce((p.o).ship_by, 'infinity'), (p.o).order_gid), '[]')
    from (
      select o from core.marketplace_orders o
      where o.store = p_store and (coalesce(o.ship_by, 'infinity'), o.order_gid) > (p_after_ship_by, p_after)
        and o.order_gid in (
          select a.order_gid from core.marketplace_orders a where a.store = p_store and a.status = 'accepted'
          union all
          select u.order_gid from core.marketplace_orders u where u.store = p_store and u.label_unsure
          union all
          select s.order_gid from core.shipments s where s.store = p_store and s.state in ('claimed', 'unknown')
          union all
          select b.order_gid from core.shipments b where b.store = p_store and b.state = 'bought' and b.label_at is null)
        and o.due_at <= core.now() and marketplace.ships_now(o)
      order by coalesce(o.ship_by, 'infinity'), o.order_gid limit p_limit
    ) p)));
end
$$;

comment on function api.list_shippable is
  'Lists the orders of a store whose labels are to be bought, looked up or fetched, by deadline, after a given one. @returns '
  'shippable_answer';
