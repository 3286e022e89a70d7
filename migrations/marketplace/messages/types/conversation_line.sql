create type api.conversation_line as (
  sku text,
  title text,
  quantity integer
);

comment on type api.conversation_line is 'A product of the order that a conversation is about.';
comment on column api.conversation_line.sku is '@nullable';
comment on column api.conversation_line.title is '@nullable';
