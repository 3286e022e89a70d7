create or replace function api.claim_acceptance(p_actor jsonb, p_store text, p_order_gid text, p_action text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_acceptance', p_store => p_store);
  v_order core.marketplace_orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_order := marketplace.lock_order(p_store, p_order_gid);
  -- It may have changed since it was listed: its stock, its state, what a person decided.
  if p_action not in ('accept', 'refuse') or marketplace.acceptance_of(v_order) is distinct from p_action then
    return core.ok(true);
  end if;
  update core.marketplace_orders m set writing = p_action, written_at = core.now(), rereads = 0, due_at = core.now()
  where m.store = p_store and m.order_gid = p_order_gid;
  return core.ok(false);
end
$$;

comment on function api.claim_acceptance is
  'Claims the acceptance or refusal of an order, before it is sent; already_done means that it is not to be sent. @returns done_answer';
