-- The ticket as a scan answers it: without what only a queue tells. Planned once, and what few orders have is looked for before it
-- is read: of a scan's time most is what its statements cost to begin.
create or replace function bakery.ticket_json(p_order core.orders) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_role core.staff_role := core.actor('role');
  v_today date;
  v_actions jsonb;
  v_others boolean;
  v_with_extras boolean;
  v_cakes bigint;
  v_cake_no bigint;
  v_siblings jsonb;
  v_extras jsonb;
begin
  select (core.now() at time zone s.timezone)::date, to_jsonb(array(select a from bakery.actions_of(p_order, v_role) a)),
    exists (
      select from core.orders o
      where o.store = p_order.store and o.order_gid = p_order.order_gid and o.ticket_no <> p_order.ticket_no),
    exists (
      select from core.sale_lines l where l.store = p_order.store and l.order_gid = p_order.order_gid and l.kind = 'extra')
  into v_today, v_actions, v_others, v_with_extras
  from core.stores s where s.store = p_order.store;
  if v_others then
    select c.cakes, c.cake_no, c.siblings into v_cakes, v_cake_no, v_siblings
    from bakery.cakes_of(p_order.store, p_order.order_gid, p_order.ticket_no) c;
  end if;
  if v_with_extras then
    select e.extras into v_extras from bakery.extras_of(p_order.store, p_order.order_gid) e;
  end if;
  return (
    select to_jsonb(r) - bakery.bench_keys()
    from bakery.ticket_columns(p_order, v_today, v_actions, v_cakes, v_cake_no, v_siblings, v_extras, null) r);
end
$$;
