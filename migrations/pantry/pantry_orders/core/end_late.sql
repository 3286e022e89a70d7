-- Ends an order that is ready and whose slot is over, as one that nobody came for, and says whether it has; or alerts staff to one that is
-- not ready. What somebody has locked is passed over: the sweeper comes again. The household is locked first, as where an order is placed.
create or replace function pantry.end_late(p_store text, p_order_gid text, p_household_id uuid, p_rules jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_order core.pantry_orders;
begin
  perform from core.households h where h.store = p_store and h.household_id = p_household_id for update skip locked;
  if not found then
    return false;
  end if;
  perform from core.sales s where s.store = p_store and s.order_gid = p_order_gid for update skip locked;
  if not found then
    return false;
  end if;
  select o.* into strict v_order from core.pantry_orders o where o.store = p_store and o.order_gid = p_order_gid for update;
  if v_order.status in ('PENDING', 'CONFIRMED', 'PREPARING') then
    update core.pantry_orders o set late_alerted_at = core.now() where o.store = p_store and o.order_gid = p_order_gid;
    perform core.alert('pantry_late', p_store, v_order.id, jsonb_build_object('status', v_order.status));
  elsif v_order.status = 'READY' then
    perform pantry.change_status(v_order, 'CANCELLED', '{}', 'no_show');
    -- Too often: staff is asked before the next order, and lets it order again.
    update core.households h set asks_since = core.now()
    where h.store = p_store and h.household_id = p_household_id and h.asks_since is null and (p_rules ->> 'no_shows')::integer <= (
      select count(*) from core.pantry_orders o
      where o.store = p_store and o.household_id = p_household_id and o.cancelled_by = 'no_show'
        and o.status_since > core.now() - make_interval(days => (p_rules ->> 'no_show_days')::integer));
  end if;
  return v_order.status = 'READY';
end
$$;
