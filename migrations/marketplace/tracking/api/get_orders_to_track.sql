create or replace function api.get_orders_to_track(p_actor jsonb, p_store text, p_limit integer default 50) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_orders_to_track', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('orders', (
    select coalesce(jsonb_agg(jsonb_build_object('order_gid', o.order_gid, 'mirakl_id', o.mirakl_id, 'pin', o.pin)
      order by o.ship_by nulls last, o.order_gid), '[]')
    from (
      select m.order_gid, m.mirakl_id, m.ship_by, marketplace.pin_of(m.store, m.order_gid) as pin
      from core.marketplace_orders m
      where m.store = p_store and m.status = 'label_created' and m.due_at <= core.now()
        and marketplace.pin_of(m.store, m.order_gid) is not null and marketplace.is_handed_over(m.store, m.order_gid)
      order by m.ship_by nulls last, m.order_gid limit p_limit
    ) o)));
end
$$;

comment on function api.get_orders_to_track is
  'Lists the orders of a marketplace that have a label and are to be shipped there, the most urgent first. @returns orders_to_track_answer';
