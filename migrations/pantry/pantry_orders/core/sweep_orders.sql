-- Ends the orders of a pantry that were ready and that nobody came for, and alerts staff to those that were not: the kitchen is late, not
-- its member. Only after a slot's end and the grace that its setting gives. Of those that end one at a time: says whether one has.
create or replace function pantry.sweep_orders(p_store text, p_limit integer) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_rules jsonb := pantry.rules(p_store);
  v_over timestamptz := core.now() - make_interval(mins => (v_rules ->> 'grace_minutes')::integer);
  v_late record;
begin
  for v_late in
    select o.order_gid, o.household_id
    from core.pantry_orders o join core.pantry_slots t on t.store = o.store and t.slot_id = o.slot_id
    where o.store = p_store and t.ends_at <= v_over and (o.status = 'READY'
      or o.status in ('PENDING', 'CONFIRMED', 'PREPARING') and o.late_alerted_at is null)
    order by t.ends_at, o.order_gid limit p_limit
  loop
    begin
      if pantry.end_late(p_store, v_late.order_gid, v_late.household_id, v_rules) then
        return true;
      end if;
    exception when others then
      perform core.alert('sweep_failed', p_store, v_late.order_gid, jsonb_build_object('part', 'pantry', 'error', sqlstate));
    end;
  end loop;
  return false;
end
$$;
