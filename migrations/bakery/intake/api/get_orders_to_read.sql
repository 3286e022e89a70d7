create or replace function api.get_orders_to_read(p_actor jsonb, p_store text, p_order_gids jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_orders_to_read', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('orders', (
    select coalesce(jsonb_agg(jsonb_build_object('order_gid', s.order_gid, 'name', s.name, 'body', s.order_json::text)
      order by g.place), '[]')
    from jsonb_array_elements_text(p_order_gids) with ordinality g (order_gid, place)
    join core.sales s on s.store = p_store and s.order_gid = g.order_gid
    where s.redacted_at is null and s.order_json ? 'line_items')));
end
$$;

comment on function api.get_orders_to_read is
  'Returns the latest bodies of some orders of a shop, in the requested order. @returns bodies_answer';
