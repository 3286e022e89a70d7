-- Has somebody taken back what this event of a ticket says?
create or replace function core.is_undone(p_event core.order_events) returns boolean
language sql stable
return exists (
  select from core.order_events u
  where u.store = p_event.store and u.ticket_id = p_event.ticket_id and u.event_no > p_event.event_no
    and u.kind = 'undone' and u.detail -> 'event_no' = to_jsonb(p_event.event_no));
