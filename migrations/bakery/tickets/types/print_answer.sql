create type api.print_answer as (
  print_no integer,
  barcode text,
  ticket api.ticket
);

comment on type api.print_answer is 'The number of this print, what to print, and the ticket as it is now.';
