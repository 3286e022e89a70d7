create or replace function api.get_week(
  p_actor jsonb, p_store core.store_name, p_date_from core.due_day default null, p_date_to core.due_day default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_week', p_store => p_store);
  v_today date;
  v_from date;
  v_until date;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_today := core.store_today(p_store);
  v_from := coalesce(p_date_from, least(v_today, p_date_to));
  v_until := coalesce(p_date_to, v_from + 6);
  if p_date_to < p_date_from then
    return core.refuse('REQ001', 'date_to: before date_from');
  elsif v_until not between v_from and v_from + 61 then
    return core.refuse('REQ001', 'date_to: at most 62 days');
  end if;

  return core.ok(false, (
    with open as materialized (
      select o.* from bakery.open_counts(p_store) o
    ), booked as (
      -- What is overdue is to be done today.
      select greatest(open.due_date, v_today) as day, open.stage, sum(open.tickets)::integer as tickets
      from open where open.due_date is not null group by 1, 2
    ), cell as (
      select d.day::date as day, s.stage, lower(s.stage::text) as name,
        coalesce(sum(b.tickets) filter (where b.stage = s.stage), 0) as open,
        -- What is in the stage or has yet to come to it.
        coalesce(sum(b.tickets) filter (where b.stage <= s.stage), 0) as ahead
      from generate_series(v_from, v_until, interval '1 day') d (day)
      cross join unnest(enum_range(null::core.stage_type)) s (stage)
      left join booked b on b.day = d.day::date
      where s.stage <> 'Complete'
      group by 1, 2, 3
    ), limits as (
      select d.day::date as day, core.capacity_on(p_store, d.day::date) as capacity
      from generate_series(v_from, v_until, interval '1 day') d (day)
    ), filled as (
      select c.*, (l.capacity ->> c.name)::integer as capacity from cell c join limits l on l.day = c.day
    )
    select jsonb_build_object(
      'at', core.now(), 'store', p_store, 'today', v_today, 'date_from', v_from, 'date_to', v_until,
      'open', t.open, 'unassigned', t.unassigned, 'blocked', t.blocked, 'flagged', t.flagged, 'overdue', t.overdue, 'undated', t.undated,
      'shortfalls', (select count(*) from core.shortfalls s where s.store = p_store and s.cleared_at is null),
      'days', (
        select coalesce(jsonb_agg(d.body order by d.day), '[]')
        from (
          select f.day, jsonb_build_object('date', f.day, 'open', jsonb_object_agg(f.name, f.open),
            'ahead', jsonb_object_agg(f.name, f.ahead), 'capacity', jsonb_object_agg(f.name, f.capacity),
            'overbooked', coalesce(jsonb_agg(f.stage order by f.stage) filter (where f.ahead > f.capacity), '[]')) as body
          from filled f group by f.day
        ) d))
    from (
      select coalesce(sum(o.tickets), 0) as open, coalesce(sum(o.unassigned), 0) as unassigned,
        coalesce(sum(o.blocked), 0) as blocked, coalesce(sum(o.flagged), 0) as flagged,
        coalesce(sum(o.tickets) filter (where o.due_date < v_today), 0) as overdue,
        coalesce(sum(o.tickets) filter (where o.due_date is null), 0) as undated
      from open o) t));
end
$$;

comment on function api.get_week is
  'Returns the plan of a store''s days: of each, the open tickets that are due by stage, how many each stage has ahead '
  'of it, its capacity (setting capacity) and the overbooked stages. Today includes what is overdue. Counts are of all '
  'open tickets; get_open_list and list_shortfalls list them. @returns week_answer';
