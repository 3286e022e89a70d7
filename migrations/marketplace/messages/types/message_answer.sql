create type api.message_answer as (
  message_no bigint
);

comment on type api.message_answer is 'The message that was written.';
