create or replace function api.get_orders_to_accept(p_actor jsonb, p_store text, p_limit integer default 50) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_orders_to_accept', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('orders', (
    select coalesce(jsonb_agg(jsonb_build_object('order_gid', o.order_gid, 'mirakl_id', o.mirakl_id, 'action', o.action, 'line_ids', (
        select coalesce(jsonb_agg(l.line_id order by l.line_no), '[]') from core.sale_lines l
        where l.store = p_store and l.order_gid = o.order_gid and l.quantity > 0)) order by o.accept_by, o.order_gid), '[]')
    from (
      select m.order_gid, m.mirakl_id, m.accept_by, marketplace.acceptance_of(m) as action
      from core.marketplace_orders m
      where m.store = p_store and m.status = 'pending_acceptance' and m.due_at <= core.now()
        and marketplace.acceptance_of(m) is not null
      order by m.accept_by, m.order_gid limit p_limit
    ) o)));
end
$$;

comment on function api.get_orders_to_accept is
  'Lists the orders of a marketplace that are to be accepted, refused, or read again because that is on its way, the most urgent first. '
  '@returns orders_to_accept_answer';
