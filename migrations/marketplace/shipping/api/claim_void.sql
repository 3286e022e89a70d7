create or replace function api.claim_void(
  p_actor jsonb, p_store text, p_order_gid text, p_parcel integer, p_attempt integer, p_how text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_void', p_store => p_store);
  v_order core.marketplace_orders;
  v_shipment core.shipments;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  select s.* into strict v_shipment from core.shipments s
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.attempt = p_attempt for update;
  -- A void that was too late becomes a refund in the same try.
  if not marketplace.is_voidable(v_shipment, v_order)
    and not (v_shipment.state = 'bought' and v_shipment.undoing = 'void' and p_how = 'refund' and v_order.status not in ('label_created', 'shipped'))
  then
    return core.ok(true, '{"claimed": false}');
  end if;
  update core.shipments s set undoing = p_how, undoing_at = core.now(),
    undo_tries = s.undo_tries + case when s.undoing = 'void' and p_how = 'refund' then 0 else 1 end
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.attempt = p_attempt;
  return core.ok(false, '{"claimed": true}');
end
$$;

comment on function api.claim_void is
  'Claims the undoing of a label before the carrier is called, as void or, once it was transmitted, as refund. @returns shipment_claim_answer';
