create type api.messages_since_answer as (
  since timestamptz,
  unread text[]
);

comment on type api.messages_since_answer is 'The moment from which to read, and the conversations that are to be read again whatever their date.';
