-- Tickets as scans answer them, in the order given. What many share is asked once: which day it is, and which moves a ticket
-- allows; a queue has hundreds.
create or replace function core.tickets_json(p_tickets core.orders[], out place integer, out ticket core.orders, out told jsonb)
returns setof record
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_role text := core.actor('role');
begin
  return query
  with t as materialized (
    select u.place, u.ticket, core.judged_by(u.ticket) as judged, (u.ticket).store as store
    from (select unnest(p_tickets) as ticket, generate_subscripts(p_tickets, 1) as place) u
  ), moves as materialized (
    select l.judged, core.allowed_actions(l.ticket, v_role) as actions
    from (select distinct on (t.judged) t.judged, t.ticket from t) l
  ), days as materialized (
    select s.store, core.store_today(s.store) as today from (select distinct t.store from t) s
  )
  select t.place, t.ticket, core.ticket_fields(t.ticket, d.today, m.actions) || core.together_json(t.ticket)
  from t join moves m using (judged) join days d using (store)
  order by t.place;
end
$$;
