create or replace function api.note_void(
  p_actor jsonb, p_store text, p_order_gid text, p_parcel integer, p_attempt integer, p_code text default null,
  p_ticket text default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_void', p_store => p_store);
  v_order core.marketplace_orders;
  v_shipment core.shipments;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  update core.shipments s set fault = p_code,
    state = case when p_code is not null then s.state when s.undoing = 'void' then 'voided' else 'refunded' end,
    undone_at = case when p_code is null then core.now() end, refund_ticket = coalesce(p_ticket, s.refund_ticket)
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.attempt = p_attempt
    and s.state = 'bought' and s.undoing is not null
  returning s.* into v_shipment;
  if v_shipment.attempt is null then
    return core.ok(true);
  end if;
  if p_code is null then
    perform marketplace.log_shipment('label_undone', v_order, v_shipment);
  elsif v_shipment.undo_tries >= 3 then
    perform core.alert('label_not_undone', p_store, p_order_gid,
      jsonb_build_object('order', v_order.mirakl_id, 'request_id', v_shipment.request_id, 'code', p_code));
  end if;
  return core.ok(false);
end
$$;

comment on function api.note_void is
  'Records that a label was undone, with the ticket of a refund, or the code of why it was not: after the third time a person is asked. '
  '@returns done_answer';
