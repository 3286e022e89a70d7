create or replace function api.ingest_order(p_actor jsonb, p_store text, p_order jsonb, p_delivery jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'ingest_order', p_store => p_store);
  v_gid text := p_order ->> 'order_gid';
  v_order jsonb;
  v_sale core.sales;
  v_booked jsonb;
  v_followed boolean;
  v_table text;
begin
  if v_stop is not null then
    return v_stop;
  end if;

  perform bakery.lock_products(false);
  begin
    if not bakery.open_sale(p_store, p_order, p_delivery) then
      v_followed := bakery.follow_order(p_store, p_order, p_delivery);
      -- In a statement of its own, which sees what that has done.
      return core.ok(not v_followed, bakery.ingested_json(p_store, v_gid));
    end if;
    v_order := bakery.judge_order(p_store, p_order);
    perform bakery.write_lines(p_store, v_gid, v_order -> 'lines');
    perform bakery.flag_kinds(p_store, v_gid);
    select s.* into v_sale from core.sales s where s.store = p_store and s.order_gid = v_gid;
    perform bakery.write_tickets(v_sale, v_order -> 'tickets');
    v_booked := bakery.book_new(v_sale, coalesce((p_order ->> 'fulfilled')::boolean, false));
  exception when data_exception or check_violation or not_null_violation or cardinality_violation then
    get stacked diagnostics v_table = table_name;
    if v_table in ('inventory_items', 'inventory_txn') then
      raise;  -- a guard of the stock is no fault of the order's
    end if;
    -- The order's own values: they will not fit tomorrow either.
    return core.refuse('ING001', 'impossible values');
  end;

  perform bakery.ask_products(p_store, v_gid);
  perform core.log_event('order_ingested', p_store, v_gid, p_detail => coalesce(v_booked, '{}') || jsonb_build_object(
    'webhook_id', p_delivery ->> 'webhook_id', 'topic', p_delivery ->> 'topic', 'flags', bakery.ask_about(v_sale))
    || jsonb_strip_nulls(jsonb_build_object('services', bakery.services_of(p_store, v_gid))));
  return core.ok(false, bakery.ingested_json(p_store, v_gid));
end
$$;

comment on function api.ingest_order is
  'Ingests one Shopify order, as functions/webhook reads it. New: the sale, its lines, a ticket per cake, holds, pushes '
  'and alerts in one transaction. Known and newer: the order is updated. Known and not newer (a redelivery): nothing '
  'changes. @returns ingested_answer';
