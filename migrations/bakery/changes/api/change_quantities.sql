create or replace function api.change_quantities(
  p_actor jsonb, p_store text, p_order_gid text, p_ref text, p_changes jsonb, p_delivery jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'change_quantities', p_store => p_store);
  v_sale core.sales;
  -- As the body says; the release before says it in place of the header.
  v_happened timestamptz := coalesce((p_delivery ->> 'happened_at')::timestamptz, bakery.triggered_at(p_delivery));
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- What it comes to in the end is asked of the shop, whatever became of deliveries.
  perform core.enqueue('order_refresh', p_store, concat_ws(':', p_store, p_order_gid),
    jsonb_build_object('store', p_store, 'order_gid', p_order_gid));
  if not bakery.lock_order(p_store, p_order_gid) then
    return core.ok(false, bakery.ingested_json(p_store, p_order_gid));
  end if;
  select s.* into v_sale from core.sales s where s.store = p_store and s.order_gid = p_order_gid;
  if p_ref = any (v_sale.followed) or v_happened <= greatest(v_sale.triggered_at, v_sale.shop_updated_at) then
    return core.ok(true, bakery.ingested_json(p_store, p_order_gid));
  end if;

  begin
    update core.sales s set followed = array_append(s.followed, p_ref) where s.store = p_store and s.order_gid = p_order_gid;
    update core.sale_lines l set quantity = greatest(0, l.quantity + c.delta)
    from (
      select x.line_id, sum(x.delta)::integer as delta from jsonb_to_recordset(p_changes) x (line_id text, delta integer)
      group by x.line_id
    ) c
    where l.store = p_store and l.order_gid = p_order_gid and l.line_id = c.line_id;
    perform bakery.close_change(p_store, p_order_gid,
      bakery.merge_tickets(p_store, p_order_gid, bakery.tickets_of_lines(p_store, p_order_gid)), 'order_changed');
  exception when data_exception or check_violation then
    return core.refuse('ING001', 'impossible values');
  end;
  return core.ok(false, bakery.ingested_json(p_store, p_order_gid));
end
$$;

comment on function api.change_quantities is
  'Applies a refund or an edit ({line_id, delta}), each once by p_ref unless the order here is newer; the whole order is '
  'fetched after it. @returns ingested_answer';
