create or replace function api.settle_acceptance(
  p_actor jsonb, p_store core.store_name, p_id core.label, p_decision core.label, p_reason core.remark default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'settle_acceptance', p_scan_id,
    jsonb_build_object('store', p_store, 'id', p_id, 'decision', p_decision, 'reason', p_reason), p_store);
  v_order core.marketplace_orders;
  v_to text := case p_decision when 'retry' then 'pending_acceptance' when 'refuse' then 'refused' else 'accepted' end;
  v_judged record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_decision not in ('retry', 'accept', 'refuse', 'accepted') then
    return core.refuse('REQ001', 'decision');
  end if;
  v_order := marketplace.find_order(p_store, p_id);
  if v_order.order_gid is null then
    return core.refuse('ORD001');
  end if;
  select g.* into v_judged from core.guard_move('marketplace', 'settle_acceptance', v_order.status, p_reason, v_to) g;
  if v_judged.done or v_order.decision = p_decision then
    return core.ok(true, marketplace.order_json(v_order), p_store);
  elsif v_judged.code is not null then
    return core.refuse_about(v_judged.code, case v_judged.code when 'REQ001' then 'reason' else v_order.status end, 'marketplace', p_store,
      v_order.order_gid, v_order.mirakl_id, v_order.status);
  end if;
  if p_decision = 'accepted' then
    perform marketplace.change_status('acceptance_settled', v_order, 'accepted', marketplace.remark_json(v_order, p_reason));
  else
    -- The step sends it, now that it may.
    perform marketplace.change_status('acceptance_settled', v_order, 'pending_acceptance',
      marketplace.remark_json(v_order, p_reason) || jsonb_build_object('decision', p_decision));
    update core.marketplace_orders m set decision = nullif(p_decision, 'retry')
    where m.store = p_store and m.order_gid = v_order.order_gid;
  end if;
  return core.ok(false, marketplace.order_now(p_store, v_order.order_gid), p_store);
end
$$;

comment on function api.settle_acceptance is
  'Decides about an order of a marketplace that waits for its acceptance, or whose acceptance failed: retry it, accept it although stock '
  'is short or something is unclear, refuse it, or take it as accepted there by hand. All but a retry want a reason. '
  '@returns market_order_answer @refuses ORD001 ORD002';
