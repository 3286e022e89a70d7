create type api.event as (
  txid text,
  no bigint,
  at timestamptz,
  kind text,
  code text,
  order_gid text,
  ticket_id text,
  "from" text,
  "to" text,
  actor text,
  type text
);

comment on type api.event is
  'One event; resume after its txid and no. From and to are stages of a ticket, else statuses of its flow. Its type is that of the live message that pages receive of it, if they do.';
comment on column api.event.code is '@nullable';
comment on column api.event.order_gid is '@nullable';
comment on column api.event.ticket_id is '@nullable';
comment on column api.event."from" is '@nullable';
comment on column api.event."to" is '@nullable';
comment on column api.event.actor is '@nullable';
comment on column api.event.type is '@nullable';
