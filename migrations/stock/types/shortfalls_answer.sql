create type api.shortfalls_answer as (
  shortfalls api.shortfall[]
);

comment on type api.shortfalls_answer is 'Shortfalls, the oldest first.';
