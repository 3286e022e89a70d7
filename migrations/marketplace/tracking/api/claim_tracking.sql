create or replace function api.claim_tracking(p_actor jsonb, p_store text, p_order_gid text, p_write text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_tracking', p_store => p_store);
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  -- It may be cancelled by now, or its label taken back.
  if p_write not in ('tracking', 'ship') or v_order.status is distinct from 'label_created' or marketplace.pin_of(p_store, p_order_gid) is null then
    return core.ok(true);
  end if;
  update core.marketplace_orders m set writing = p_write, written_at = core.now() where m.store = p_store and m.order_gid = p_order_gid;
  return core.ok(false);
end
$$;

comment on function api.claim_tracking is
  'Claims that an order''s tracking number, or that it was shipped, is written at its marketplace, before it is sent; already_done means '
  'that it is not to be sent. @returns done_answer';
