create or replace function api.watch_acceptance(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'watch_acceptance', p_store => p_store);
  v_order core.marketplace_orders;
  v_found integer := 0;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_order in
    select m.* from core.marketplace_orders m
    where m.store = p_store and m.status in ('pending_acceptance', 'acceptance_failed', 'accepted')
    order by m.order_gid collate "C"
  loop
    v_found := v_found + marketplace.watch_order(v_order)::integer;
  end loop;
  return core.ok(v_found = 0);
end
$$;

comment on function api.watch_acceptance is
  'Alerts of the orders of a marketplace whose time to be accepted runs out, that no step may accept, or whose customer is not debited. '
  '@returns done_answer';
