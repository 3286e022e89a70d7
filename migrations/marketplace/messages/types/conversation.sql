create type api.conversation as (
  store text,
  thread_id text,
  topic text,
  customer_name text,
  language text,
  order_id text,
  order_status text,
  needs_answer boolean,
  answer_by timestamptz,
  last_at timestamptz,
  last_kind text,
  leased_by text,
  leased_to_me boolean,
  lease_expires_at timestamptz,
  lease_reason text,
  failed integer,
  fault text
);

comment on type api.conversation is
  'A conversation with a customer of a marketplace. It needs an answer while the marketplace says so, or when the latest message is an '
  'automatic reply. order_id is the marketplace''s, order_status null while the order is not here.';
comment on column api.conversation.topic is '@nullable';
comment on column api.conversation.customer_name is '@nullable';
comment on column api.conversation.order_id is '@nullable';
comment on column api.conversation.order_status is '@nullable';
comment on column api.conversation.answer_by is '@nullable';
comment on column api.conversation.last_at is '@nullable';
comment on column api.conversation.last_kind is '@nullable';
comment on column api.conversation.leased_by is '@nullable';
comment on column api.conversation.lease_expires_at is '@nullable';
comment on column api.conversation.lease_reason is '@nullable';
comment on column api.conversation.fault is '@nullable';
