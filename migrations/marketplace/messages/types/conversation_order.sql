create type api.conversation_order as (
  order_id text,
  status text,
  state text,
  ordered_at timestamptz,
  ship_by timestamptz,
  total_amount numeric,
  currency text,
  lines api.conversation_line[]
);

comment on type api.conversation_order is 'The order that a conversation is about: where we are with it, and where the marketplace is.';
comment on column api.conversation_order.ordered_at is '@nullable';
comment on column api.conversation_order.ship_by is '@nullable';
comment on column api.conversation_order.total_amount is '@nullable';
comment on column api.conversation_order.currency is '@nullable';
