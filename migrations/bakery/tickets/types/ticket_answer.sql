create type api.ticket_answer as (
  ticket api.ticket
);

comment on type api.ticket_answer is 'The ticket as it is now.';
