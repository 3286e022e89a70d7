-- What keeps an order from being accepted is there still, shortly before its time is over: a person is asked, or, where the store's
-- setting says so, one that is short of stock is refused.
create or replace function marketplace.decide_by_rules(p_order core.marketplace_orders) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_rules jsonb := marketplace.acceptance_rules(p_order.store);
  v_short text[] := array(
    select f.sku from core.shortfalls f
    where f.store = p_order.store and f.order_gid = p_order.order_gid and f.cleared_at is null order by f.sku collate "C");
  v_refused boolean := v_rules ->> 'short' = 'refuse' and v_short <> '{}';
begin
  if p_order.asked_at is not null or p_order.state <> 'WAITING_ACCEPTANCE' or marketplace.acceptance_of(p_order) is not null
    or core.now() < p_order.accept_by - make_interval(mins => ((v_rules ->> 'ask_hours')::numeric * 60)::integer)
  then
    return false;
  end if;
  update core.marketplace_orders m set asked_at = core.now(),
    decision = case when v_refused then 'refuse' end
  where m.store = p_order.store and m.order_gid = p_order.order_gid;
  if v_refused then
    perform core.alert('acceptance_refused', p_order.store, p_order.order_gid, jsonb_build_object('skus', to_jsonb(v_short)));
  else
    perform core.alert('acceptance_asks', p_order.store, p_order.order_gid,
      jsonb_build_object('skus', to_jsonb(v_short), 'accept_by', p_order.accept_by));
  end if;
  return true;
end
$$;
