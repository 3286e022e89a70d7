create type api.queue_answer as (
  tickets api.bench_ticket[]
);

comment on type api.queue_answer is 'Tickets, most urgent first.';
