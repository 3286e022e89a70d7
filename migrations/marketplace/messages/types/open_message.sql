create type api.open_message as (
  message_no bigint,
  thread_id text,
  body text,
  customer_id text,
  is_looked_up boolean
);

comment on type api.open_message is 'A message to be sent to a customer; is_looked_up: first see whether it was sent before.';
comment on column api.open_message.customer_id is '@nullable';
