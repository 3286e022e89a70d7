-- Alerts of the time that is left to accept an order, at half of it, at four fifths, and when it is over.
create or replace function marketplace.warn_of_deadline(p_order core.marketplace_orders) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_made timestamptz := (select s.ordered_at from core.sales s where s.store = p_order.store and s.order_gid = p_order.order_gid);
  v_mark integer := (
    select max(k) from unnest(array[50, 80, 100]) k where core.now() >= v_made + (p_order.accept_by - v_made) * (k / 100.0));
begin
  if coalesce(v_mark, 0) <= p_order.accept_warned then
    return false;
  end if;
  update core.marketplace_orders m set accept_warned = v_mark where m.store = p_order.store and m.order_gid = p_order.order_gid;
  perform core.alert('acceptance_late', p_order.store, p_order.order_gid,
    jsonb_build_object('percent', v_mark, 'accept_by', p_order.accept_by));
  return true;
end
$$;
