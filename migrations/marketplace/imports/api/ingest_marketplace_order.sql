create or replace function api.ingest_marketplace_order(p_actor jsonb, p_store text, p_order jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'ingest_marketplace_order', p_store => p_store);
  v_gid text := p_order ->> 'order_gid';
  v_known core.marketplace_orders;
  v_new boolean;
  v_changed boolean;
  v_table text;
begin
  if v_stop is not null then
    return v_stop;
  elsif not exists (select from core.stores s where s.store = p_store and s.kind = 'marketplace') then
    return core.refuse('REQ001', 'store: no marketplace');
  end if;
  begin
    v_new := marketplace.open_sale(p_store, p_order);
    v_known := case when v_new then marketplace.new_order(p_store, p_order) else marketplace.lock_order(p_store, v_gid) end;
    v_changed := marketplace.follow_order(v_known, p_order, v_new);
  exception when data_exception or check_violation or not_null_violation or cardinality_violation then
    get stacked diagnostics v_table = table_name;
    if v_table in ('inventory_items', 'inventory_txn') then
      raise;  -- a guard of the stock is no fault of the order's
    end if;
    return core.refuse('ING001', 'impossible values');
  end;
  delete from core.unread_orders u where u.store = p_store and u.mirakl_id = v_known.mirakl_id;
  return core.ok(not v_changed, marketplace.order_now(p_store, v_gid));
end
$$;

comment on function api.ingest_marketplace_order is
  'Ingests one order of a marketplace, as functions/marketplace reads it. New: the sale, its lines and holds. Known and not older: '
  'status, lines, address and stock are brought to it. Older: nothing changes. @returns market_order_answer';
