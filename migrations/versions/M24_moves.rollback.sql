set local role ordak_owner;
delete from core.remarks where ticket_id is null;
alter table core.remarks drop column order_gid, drop constraint if exists remarks_about, alter column ticket_id set not null;
alter table core.order_events drop column flow, drop column from_status, drop column to_status;
comment on column core.order_events.ticket_id is null;
drop table core.moves;
drop table core.statuses;
