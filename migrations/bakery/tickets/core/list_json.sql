-- Tickets, in the order given, as a queue tells them: as scans answer them, with the order's notes, and how long each has waited.
-- Planned once: to plan costs more than what a few tickets cost. What many share is asked once and looked up by a key: which day
-- it is, which moves a ticket allows; a list has hundreds. The tickets are read as rows, whose fields are at hand, and no join
-- brings them out of order. All of them become JSON at once: to add an object to an array makes it anew.
create or replace function bakery.list_json(p_tickets core.orders[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_role core.staff_role := core.actor('role');
begin
  return (
    with asked as materialized (
      select (
          select jsonb_object_agg(s.store, core.store_today(s.store)) from (select distinct t.store from unnest(p_tickets) t) s
        ) as days, (
          select jsonb_object_agg(s.size, bakery.size_group(s.size)) from (
            select distinct t.size from unnest(p_tickets) t where t.size is not null) s
        ) as sizes, (
          select jsonb_object_agg(l.judged, array(select bakery.actions_of(l.ticket, v_role)))
          from (select distinct on (j.judged) j.judged, j.ticket
            from (select bakery.judged_by(t) as judged, t as ticket from unnest(p_tickets) t) j) l
        ) as actions
    )
    select coalesce(to_jsonb(array_agg(r)), '[]')
    from asked a cross join unnest(p_tickets) t
    cross join lateral (select (a.days ->> t.store)::date as today, a.actions -> bakery.judged_by(t) as actions offset 0) k
    left join lateral bakery.cakes_of(t.store, t.order_gid, t.ticket_no) c on true
    cross join lateral bakery.extras_of(t.store, t.order_gid) e
    cross join lateral bakery.ticket_columns(
      t, k.today, k.actions, c.cakes, c.cake_no, c.siblings, e.extras, a.sizes ->> t.size) r);
end
$$;
