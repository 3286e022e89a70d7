-- Of which ticket the answers are that were there before the column. Older ones are deleted by the next purge (core.retention): to write
-- them all would take a minute, in which no page hears of an event. Who scans waits at the end, until the index is built.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M41_packing
set local role ordak_owner;

update core.scans s set ticket_id = s.answer #>> '{ticket,id}'
where s.created_at >= core.now() - interval '30 days' and s.answer #>> '{ticket,id}' is not null and s.ticket_id is null;
create index if not exists scans_ticket on core.scans (store, ticket_id) where ticket_id is not null;
