-- Every status that a ticket has had, with its moment: a stage, or Cancelled; and every one that an order of another flow has had. Asked by people's read-only tools, who see of
-- it what the policies of its tables show them. Moves are the events; a ticket itself knows when it came and was cancelled.
create or replace view api.order_status_history with (security_invoker = true) as
select o.store, o.order_gid, o.id as ticket_id, null::text as previous_status, 'Filling' as status, o.created_at as at,
  null::text as actor_kind, null::text as actor_id, null::bigint as event_no, 'bakery' as flow
from core.orders o
union all
select e.store, e.order_gid, e.ticket_id, e.from_stage::text, e.to_stage::text, coalesce(e.occurred_at, e.at),
  e.actor_kind, e.actor_id, e.event_no, 'bakery'
from core.order_events e where e.ticket_id is not null and e.to_stage <> e.from_stage
union all
select e.store, e.order_gid, e.ticket_id, e.from_status, e.to_status, coalesce(e.occurred_at, e.at),
  e.actor_kind, e.actor_id, e.event_no, e.flow
from core.order_events e where e.to_status is distinct from e.from_status and e.to_status is not null
union all
select o.store, o.order_gid, o.id, o.stage::text, 'Cancelled', o.cancelled_at, null, null, null, 'bakery'
from core.orders o where o.cancelled_at is not null;

comment on view api.order_status_history is 'Every status that a ticket, or an order of a flow without tickets, has had, with its moment.';
