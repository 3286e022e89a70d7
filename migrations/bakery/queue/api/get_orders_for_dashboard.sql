create or replace function api.get_orders_for_dashboard(p_actor jsonb, p_store core.store_name, p_period core.label default 'week') returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_orders_for_dashboard', p_store => p_store);
  v_today date;
  v_until date;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_period is null or p_period not in ('day', 'week', 'month') then
    return core.refuse('REQ001', 'period is day, week or month');
  end if;
  v_today := core.store_today(p_store);
  v_until := v_today + case p_period when 'day' then 0 when 'week' then 6 when 'month' then 30 end;

  return core.ok(false, (
    with open as materialized (
      select o.*, coalesce(o.priority_override, bakery.priority_on(v_today, o.due_date)) as priority
      from bakery.open_counts(p_store) o
      where o.due_date is null or o.due_date <= v_until
    )
    select jsonb_build_object(
      'store', p_store, 'period', p_period, 'date_from', v_today, 'date_to', v_until,
      'open', coalesce(sum(open.tickets), 0), 'unassigned', coalesce(sum(open.unassigned), 0),
      'overdue', coalesce(sum(open.tickets) filter (where open.due_date < v_today), 0),
      'undated', coalesce(sum(open.tickets) filter (where open.due_date is null), 0),
      'blocked', coalesce(sum(open.blocked), 0), 'flagged', coalesce(sum(open.flagged), 0),
      'stages', (
        select jsonb_object_agg(lower(s.stage::text), coalesce(c.tickets, 0))
        from unnest(enum_range(null::core.stage_type)) s (stage)
        left join (select p.stage, sum(p.tickets) as tickets from open p group by p.stage) c on c.stage = s.stage
        where s.stage <> 'Complete'),
      'priorities', (
        select jsonb_object_agg(lower(s.priority::text), coalesce(c.tickets, 0))
        from unnest(enum_range(null::core.priority)) s (priority)
        left join (select p.priority, sum(p.tickets) as tickets from open p group by p.priority) c on c.priority = s.priority),
      'days', (
        select coalesce(jsonb_agg(jsonb_build_object('date', d.due_date, 'open', d.tickets) order by d.due_date), '[]')
        from (select p.due_date, sum(p.tickets) as tickets from open p where p.due_date is not null group by p.due_date) d),
      'completed_today', (
        select count(*) from core.orders o
        where o.store = p_store and o.stage = 'Complete' and o.cancelled_at is null
          and o.packing_complete_ts >= v_today::timestamp at time zone (
            select st.timezone from core.stores st where st.store = p_store)))
    from open));
end
$$;

comment on function api.get_orders_for_dashboard is
  'Returns counts for a wall display: open tickets of a store due up to the end of the period (day, week, month) or '
  'undated, by stage, priority and day, with what is overdue, unassigned, blocked and flagged. @returns dashboard_answer';
