create type api.queue_answer as (
  at timestamptz,
  tickets api.bench_ticket[]
);

comment on type api.queue_answer is 'Tickets, most urgent first, and the time of the answer.';
