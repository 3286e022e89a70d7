-- Moves and statuses of every flow but the bakery's, whose stages are an enum: rows, so that a flow brings its own.
-- The index is on rows that are yet to come; what may now be empty is read by nobody of the release before.
-- squawk-ignore-file require-concurrent-index-creation, ban-drop-not-null
-- depends: M23_schemas
set local role ordak_owner;

-- What an order of a flow can be in. A status that an event names is never deleted.
create table core.statuses (
  flow text not null,
  status text not null,
  primary key (flow, status)
);

-- What may be done in which status, where it leads, and by whom.
create table core.moves (
  flow text not null,
  action text not null,
  from_status text not null,
  to_status text not null,
  roles core.staff_role[] not null,
  wants_reason boolean not null default false,
  primary key (flow, action, from_status),
  foreign key (flow, from_status) references core.statuses,
  foreign key (flow, to_status) references core.statuses
);

alter table core.order_events
  add column flow text,
  add column from_status text,
  add column to_status text,
  add constraint order_events_status_of_a_flow check (flow is not null or coalesce(from_status, to_status) is null) not valid,
  add constraint order_events_from_status foreign key (flow, from_status) references core.statuses not valid,
  add constraint order_events_to_status foreign key (flow, to_status) references core.statuses not valid;
comment on column core.order_events.flow is 'Of an event with a status: whose statuses those are. The bakery has stages.';
comment on column core.order_events.ticket_id is 'What a person calls the thing it happened to: of a flow without tickets the order''s own id.';

-- A remark is about a ticket, or about an order that has none.
alter table core.remarks
  add column order_gid text,
  alter column ticket_id drop not null,
  add constraint remarks_order foreign key (store, order_gid) references core.sales on delete cascade not valid,
  add constraint remarks_about check (num_nonnulls(ticket_id, order_gid) = 1) not valid;
create index remarks_order on core.remarks (store, order_gid) where order_gid is not null;
