create type api.customer_message as (
  message_no bigint,
  kind text,
  body text,
  created_at timestamptz,
  attachments integer,
  state text,
  written_by text,
  automatic boolean,
  fault text
);

comment on type api.customer_message is
  'A message of a conversation. What we write has a state until it is sent, and after: draft (of an automatic reply), claimed, unknown, '
  'sent, failed.';
comment on column api.customer_message.state is '@nullable';
comment on column api.customer_message.written_by is '@nullable';
comment on column api.customer_message.fault is '@nullable';
