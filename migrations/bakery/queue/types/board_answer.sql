create type api.board_answer as (
  at timestamptz,
  tickets api.bench_ticket[],
  cancelled text[]
);

comment on type api.board_answer is 'Tickets, most urgent first, the time of the answer, and which tickets were cancelled within a day.';
