-- Tickets as a queue tells them, in the order given: as scans answer them, with the order's notes, and how long each has waited.
-- What many share is asked once: which day it is, which moves a ticket allows, what belongs together; a queue has hundreds.
-- In SQL, so that it becomes part of the statement that it stands in. The tickets are read as rows, whose fields are at hand,
-- and each is looked up in what was asked: no join brings them out of order.
create or replace function bakery.tickets_json(p_tickets core.orders[], out place integer, out ticket core.orders, out told jsonb)
returns setof record
language sql stable
begin atomic
  with asked as materialized (
    select bakery.others_of(p_tickets) as others, bakery.extras_of(p_tickets) as extras, (
        select jsonb_object_agg(s.store, bakery.store_today(s.store)) from (select distinct t.store from unnest(p_tickets) t) s
      ) as days, (
        select jsonb_object_agg(s.size, bakery.size_group(s.size)) from (
          select distinct t.size from unnest(p_tickets) t where t.size is not null) s
      ) as sizes, (
        select jsonb_object_agg(l.judged, bakery.allowed_actions(l.ticket, core.actor('role')))
        from (select distinct on (j.judged) j.judged, j.ticket
          from (select bakery.judged_by(t) as judged, t as ticket from unnest(p_tickets) t) j) l
      ) as actions
  )
  select row_number() over ()::integer, t, to_jsonb(x)
  from asked a cross join unnest(p_tickets) t
  cross join lateral (
    select (a.days ->> t.store)::date as today, a.actions -> bakery.judged_by(t) as actions,
      a.others -> t.id as others, a.extras -> t.id as extras offset 0) k
  cross join lateral (
    select r.*, t.notes, t.due_text, a.sizes ->> t.size as size_group, bakery.stage_since(t) as stage_since
    from bakery.ticket_columns(t, k.today, k.actions, k.others, k.extras) r) x;
end;
