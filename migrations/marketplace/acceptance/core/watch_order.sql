-- Alerts of an order whose time to be accepted runs out, that no step may accept, or whose customer is not debited: true if it has. What
-- fails at it alerts too, and keeps no other order back.
create or replace function marketplace.watch_order(p_order core.marketplace_orders) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_late boolean;
  v_decided boolean;
begin
  if p_order.status = 'accepted' then
    return p_order.state in ('WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT') and marketplace.warn_of_debit(p_order);
  elsif p_order.state not in ('STAGING', 'WAITING_ACCEPTANCE') then
    return false;
  end if;
  v_late := marketplace.warn_of_deadline(p_order);
  v_decided := p_order.status = 'pending_acceptance' and marketplace.decide_by_rules(p_order);
  return v_late or v_decided;
exception when others then
  if sqlstate ^@ '40' then
    raise;
  end if;
  perform marketplace.note_fault(p_order, 'acceptance', sqlstate);
  return true;
end
$$;
