create or replace function api.get_parcel(p_actor jsonb, p_store core.store_name, p_id core.label) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_parcel', p_store => p_store);
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select m.* into v_order from core.marketplace_orders m where m.store = p_store and m.mirakl_id = p_id;
  if v_order.order_gid is null then
    return core.refuse('ORD001', 'id');
  end if;
  return core.ok(false, jsonb_build_object('parcel', marketplace.parcel_json(v_order)));
end
$$;

comment on function api.get_parcel is
  'Returns an order''s parcel: its things by shelf with their barcodes, what was scanned of each, and its label. @returns parcel_answer '
  '@refuses ORD001';
