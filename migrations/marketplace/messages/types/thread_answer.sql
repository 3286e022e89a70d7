create type api.thread_answer as (
  whole boolean
);

comment on type api.thread_answer is 'Whether all messages of the conversation are here.';
