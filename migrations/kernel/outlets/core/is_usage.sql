-- Whether an event says that somebody used a function: what a person called, and of a call the first thing that it did.
-- Of look-ups none is told: those that worked leave no event, and those that were refused alone would say that all are.
create or replace function core.is_usage(p_event core.order_events) returns boolean
language sql stable
return p_event.function_name is not null and not core.is_look_up(p_event.function_name)
  and coalesce(p_event.actor_kind, 'service') is distinct from 'service'
  and not exists (
    select from core.order_events e where e.txid = p_event.txid and e.event_no < p_event.event_no);
