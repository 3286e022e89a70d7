create or replace function api.note_label(
  p_actor jsonb, p_store text, p_order_gid text, p_parcel integer, p_attempt integer, p_label jsonb default null, p_code text default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_label', p_store => p_store);
  v_order core.marketplace_orders;
  v_shipment core.shipments;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  perform marketplace.write_label(p_store, p_order_gid, p_parcel, p_attempt, p_label, p_code)
  where p_label is not null or p_code is not null;
  select s.* into v_shipment from core.shipments s
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.attempt = p_attempt;
  if v_order.status <> 'accepted' or v_shipment.state <> 'bought' or v_shipment.void_asked_at is not null then
    return core.ok(true);
  elsif v_shipment.label_at is not null then
    perform marketplace.change_status('label_created', v_order, 'label_created');
  elsif v_shipment.label_tries >= (case when p_code = 'LABEL_NOT_READY' then 6 else 3 end) then
    perform marketplace.park_shipping(v_order, 'shipping_failed', p_code);
  end if;
  return core.ok(false);
end
$$;

comment on function api.note_label is
  'Records a label that was fetched, checked and stored ({key, sha256, bytes}); or why it was not, which after three tries is left to a '
  'person, and of a label that is not ready after six. With neither, the label is there already. @returns done_answer';
