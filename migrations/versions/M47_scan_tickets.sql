-- Of which ticket the answers are that were there before the column: nobody waits for it, but at the end who scans until the index is
-- built, half a second with 500,000 answers.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M36_emails
set local role ordak_owner;

update core.scans s set ticket_id = s.answer #>> '{ticket,id}' where s.answer #>> '{ticket,id}' is not null and s.ticket_id is null;
create index scans_ticket on core.scans (store, ticket_id) where ticket_id is not null;
