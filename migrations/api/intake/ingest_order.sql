create or replace function api.ingest_order(p_actor jsonb, p_store text, p_order jsonb, p_delivery jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'ingest_order');
  v_gid text := p_order ->> 'order_gid';
  v_flags text[];
  v_booked jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;

  begin
    if not core.open_sale(p_store, p_order, p_delivery) then
      return core.ok(true, core.ingested_json(p_store, v_gid));
    end if;
    perform core.write_lines(p_store, v_gid, p_order -> 'lines');
    perform core.write_tickets(p_store, v_gid, p_order);
  exception when data_exception or check_violation or not_null_violation then
    -- The order's own values: they will not fit tomorrow either.
    return core.refuse('ING001', 'impossible values');
  end;
  if p_order ->> 'cancelled_at' is null then
    v_booked := core.book_order(p_store, v_gid);
  end if;

  select array_agg(distinct f.flag order by f.flag) into v_flags
  from (
    select unnest(o.flags) from core.orders o where o.store = p_store and o.order_gid = v_gid
    union
    select unnest(s.flags) from core.sales s where s.store = p_store and s.order_gid = v_gid
  ) f (flag)
  where f.flag <> 'unknown_sku';  -- has an alert of its own
  if v_flags is not null then
    perform core.alert('needs_attention', p_store, v_gid, jsonb_build_object('flags', to_jsonb(v_flags)));
  end if;

  perform core.log_event('order_ingested', p_store, v_gid, p_detail => coalesce(v_booked, '{}') || jsonb_build_object(
    'webhook_id', p_delivery ->> 'webhook_id', 'topic', p_delivery ->> 'topic', 'flags', to_jsonb(v_flags)));
  return core.ok(false, core.ingested_json(p_store, v_gid));
end
$$;

comment on function api.ingest_order is
  'One Shopify order, as functions/webhook reads it: the sale, its lines, a ticket per cake, holds, pushes and alerts in one '
  'transaction. An order that is there already changes nothing. @returns ingested_answer';
