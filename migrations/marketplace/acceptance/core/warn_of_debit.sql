-- Alerts of an order whose customer was not debited for a day, and for three: the marketplace may leave it so for a month.
create or replace function marketplace.warn_of_debit(p_order core.marketplace_orders) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_mark integer := (select max(h) from unnest(array[24, 72]) h where core.now() >= p_order.state_since + make_interval(hours => h));
begin
  if coalesce(v_mark, 0) <= p_order.debit_warned then
    return false;
  end if;
  update core.marketplace_orders m set debit_warned = v_mark where m.store = p_order.store and m.order_gid = p_order.order_gid;
  perform core.alert('debit_waits', p_order.store, p_order.order_gid, jsonb_build_object('hours', v_mark, 'state', p_order.state));
  return true;
end
$$;
