create type api.conversation_answer as (
  conversation api.conversation,
  "order" api.conversation_order,
  messages api.customer_message[],
  last_message_no bigint,
  draft text,
  templates api.message_template[]
);

comment on type api.conversation_answer is
  'A conversation with its last messages, oldest first; last_message_no is what answer_conversation is to name.';
comment on column api.conversation_answer."order" is '@nullable';
comment on column api.conversation_answer.draft is '@nullable';
