create type api.ticket_change as (
  kind text,
  fields text[]
);

comment on type api.ticket_change is
  'A change that waits to be acknowledged: an edit of these fields, or a cancellation.';
