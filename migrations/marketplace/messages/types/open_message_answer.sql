create type api.open_message_answer as (
  message api.open_message
);

comment on type api.open_message_answer is 'The message to be sent now, if there is one.';
comment on column api.open_message_answer.message is '@nullable';
