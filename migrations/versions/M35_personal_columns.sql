-- What is personal, column by column; and of which ticket the answer of a scan is, for it goes with the ticket's customer.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M34_room_keys
set local role ordak_owner;

create table core.personal_columns (
  -- Columns are emptied in this order: a later condition may look at what an earlier one still needs.
  no integer primary key,
  table_name text not null,
  column_name text not null,
  whose text not null,
  -- Of a row r: what stays when it is emptied.
  emptied text not null,
  -- Whether a row r is of this person: of a customer's order, store $1 and gid $2.
  found_by text not null,
  unique (table_name, column_name)
);

alter table core.scans add column ticket_id text;
update core.scans s set ticket_id = s.answer #>> '{ticket,id}' where s.answer #>> '{ticket,id}' is not null;
create index scans_ticket on core.scans (store, ticket_id) where ticket_id is not null;
