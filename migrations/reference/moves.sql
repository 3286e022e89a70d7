-- The moves of each flow but the bakery's, whose stages are in transitions.sql: a flow adds its statuses, then what may be done
-- in which of them, where it leads, and by whom. A status is never deleted: events name it.
delete from core.moves;
insert into core.statuses (flow, status)
select 'marketplace', s from unnest('{pending_acceptance,accepted,acceptance_failed,label_created,shipped,refused,cancelled}'::text[]
  || '{unknown_outcome,shipping_failed,suspended,refunded}'::text[]) s
on conflict do nothing;
